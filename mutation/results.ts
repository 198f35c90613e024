import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Weighed } from "./equivalents.ts";
import type { Mutant } from "./mutant.ts";
import type { Report, ReportedMutant } from "./report-format.ts";
import { survivorsOf } from "./score.ts";

/**
 * Writes into `folder` the report on the mutants' files as JSON and as a page to browse, equivalent mutants set aside
 * with their reasons, and the survivors as entries for the list, to be explained.
 */
export function writeResults(folder: string, report: Report, mutants: readonly Mutant[], weighed: Weighed): void {
  mkdirSync(folder, { recursive: true });
  const told = withReasons(only(report, mutants), weighed);
  const survivors = survivorsOf(mutants, weighed).map(({ lineNumber, reported, ...identity }) => ({
    ...identity,
    why: "",
  }));
  writeFileSync(join(folder, "mutation.json"), JSON.stringify(told));
  writeFileSync(join(folder, "mutation.html"), page(told));
  writeFileSync(join(folder, "survivors.json"), `${JSON.stringify(survivors, null, 2)}\n`);
}

function only(report: Report, mutants: readonly Mutant[]): Report {
  const told = new Set(mutants.map(({ file }) => file));
  const files = Object.entries(report.files).filter(([name]) => told.has(name));
  return { ...report, files: Object.fromEntries(files) };
}

function withReasons(report: Report, { equivalent }: Weighed): Report {
  const reasons = new Map([...equivalent].map(([{ reported }, { why }]) => [reported, why]));
  const explained = (mutant: ReportedMutant): ReportedMutant => {
    const why = reasons.get(mutant);
    return why === undefined ? mutant : { ...mutant, status: "Ignored", statusReason: why };
  };
  const files = Object.entries(report.files).map(([name, file]) => [
    name,
    { ...file, mutants: file.mutants.map(explained) },
  ]);
  return { ...report, files: Object.fromEntries(files) };
}

function page(report: Report): string {
  const script = fileURLToPath(import.meta.resolve("mutation-testing-elements/dist/mutation-test-elements.js"));
  // A tag in the code that the report quotes must not end the script.
  const data = JSON.stringify(report).replaceAll("<", "\\u003c");
  return `<!doctype html>
<meta charset="utf-8">
<title>Mutants</title>
<script>${readFileSync(script, "utf8")}</script>
<mutation-test-report-app title-postfix="Breaker Panel"></mutation-test-report-app>
<script>document.querySelector("mutation-test-report-app").report = ${data};</script>
`;
}
