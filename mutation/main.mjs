/**
 * Changes the engine's code, a little and in many places, and sees whether a test notices: `npm run mutation`.
 * Fails where too many changes go unnoticed, or where the list of those that cannot be noticed is wrong.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { asProgram } from "../scripts/setup/child.mjs";
import { weigh } from "./equivalents.ts";
import { mutantsOf } from "./mutant.ts";
import { writeResults } from "./results.ts";
import { runStryker } from "./run-stryker.mjs";
import { LEAST_SCORE, scoreOf } from "./score.ts";
import { sourceFiles } from "./source-files.mjs";
import { summary } from "./summary.ts";

const USAGE = `Changes the code of lib/breaker and lib/registry in many places, and sees whether a test notices.

  npm run mutation
  npm run mutation -- lib/breaker/time.ts

  --incremental   what the last run found counts where the change and the test that noticed it are the same
  --concurrency   how many test runners work at once; as many as there are cores where it is not given`;

const root = join(import.meta.dirname, "..");
const results = join(import.meta.dirname, "results");

await asProgram(async () => {
  const { values, positionals } = parseArgs({
    options: { incremental: { type: "boolean" }, concurrency: { type: "string" }, help: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const files = sourceFiles(root, positionals);
  const report = await runStryker({
    files,
    reportFile: join(results, "stryker.json"),
    reuse: values.incremental ?? false,
    concurrency: values.concurrency === undefined ? undefined : Number(values.concurrency),
  });
  const mutants = mutantsOf(report, files);
  const equivalents = JSON.parse(readFileSync(join(import.meta.dirname, "equivalent.json"), "utf8"));
  const weighed = weigh(equivalents, mutants, files);
  writeResults(results, report, mutants, weighed);
  console.log(summary(mutants, weighed));
  return scoreOf(mutants, weighed).score >= LEAST_SCORE && weighed.faults.length === 0 ? 0 : 1;
});
