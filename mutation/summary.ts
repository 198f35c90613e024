import type { Weighed } from "./equivalents.ts";
import type { Mutant } from "./mutant.ts";
import { LEAST_SCORE, type Score, scoreOf, survivorsOf } from "./score.ts";

const COLUMNS = ["file", "killed", "timed out", "survived", "equivalent", "invalid", "score"];
const LONGEST_CODE = 100;

/** What a run found, for people. */
export function summary(mutants: readonly Mutant[], weighed: Weighed): string {
  const { score } = scoreOf(mutants, weighed);
  return [
    ...table(mutants, weighed),
    ...section("Nobody noticed", survivorsOf(mutants, weighed).map(describe)),
    ...section("Noticed only by the clock, which a busy machine can do by itself", byClock(mutants).map(describe)),
    ...section("Wrong in equivalent.json", weighed.faults),
    "",
    `${percent(score)} % of the mutants that are not equivalent were noticed; at least ${LEAST_SCORE} % must be.`,
  ].join("\n");
}

function table(mutants: readonly Mutant[], weighed: Weighed): string[] {
  const files = [...Map.groupBy(mutants, ({ file }) => file)];
  const rows = files.map(([file, its]) => [file, ...cells(scoreOf(its, weighed))]);
  const all = [COLUMNS, ...rows, ["all", ...cells(scoreOf(mutants, weighed))]];
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => `| ${row.map((cell, column) => pad(cell, column, widths)).join(" | ")} |`);
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return lines.toSpliced(1, 0, rule);
}

function cells({ killed, timedOut, survived, equivalent, invalid, score }: Score): string[] {
  return [...[killed, timedOut, survived, equivalent, invalid].map(String), percent(score)];
}

function pad(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** Rounded down: 94.996 is not 95. */
function percent(score: number): string {
  return (Math.floor(score * 100) / 100).toFixed(2);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function describe({ file, lineNumber, mutator, original, replacement, reported }: Mutant): string {
  const covered = reported.status === "NoCoverage" ? " (no test comes by)" : "";
  return `${file}:${lineNumber} ${mutator}${covered}\n    ${short(original)}\n    ${short(replacement)}`;
}

function short(code: string): string {
  return code.length <= LONGEST_CODE ? code : `${code.slice(0, LONGEST_CODE)} …`;
}

/** Those that ran until their time was up; others were stopped in a loop that they had gone through too often. */
function byClock(mutants: readonly Mutant[]): Mutant[] {
  return mutants.filter(
    ({ reported }) => reported.status === "Timeout" && !reported.statusReason?.startsWith("Hit limit"),
  );
}
