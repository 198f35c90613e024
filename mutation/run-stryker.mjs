import { readFileSync, rmSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";
import { SetupError } from "../scripts/setup/child.mjs";

/** How often a property is tried: enough for a mutant that examples miss, and less than `npm test` has time for. */
const PROPERTY_RUNS = "20";

/**
 * How often the time that a mutant's tests took without it they may take with it, and the milliseconds on top. It is
 * much, for a test that is merely late would pass for one that noticed.
 */
const PATIENCE = { timeoutFactor: 3, timeoutMS: 6000 };

/** Where the copy of the project stands that has the mutants in it. */
const SANDBOX = "mutation/.sandbox";

/**
 * Tests the mutants of `files` and resolves to Stryker's report, in the mutation-testing-report schema. It may tell of
 * other files too, from earlier runs.
 *
 * @param {object} options
 * @param {string[]} options.files
 * @param {string} options.reportFile where Stryker keeps its report; read again where `reuse` is set
 * @param {boolean} options.reuse whether results of the last run count where neither mutant nor killing test changed
 * @param {number} [options.concurrency] test runners at once; by default as many as there are cores
 */
export async function runStryker({ files, reportFile, reuse, concurrency }) {
  process.env.PROPERTY_RUNS ??= PROPERTY_RUNS;
  // A run that was stopped leaves its copy.
  rmSync(SANDBOX, { recursive: true, force: true });
  const stryker = new Stryker({
    mutate: files,
    // What the tests may import, and what runs them: nothing else is copied.
    ignorePatterns: ["**", "!package.json", "!lib/**", "!mutation/*.mjs", "**/node_modules"],
    tempDirName: SANDBOX,
    cleanTempDir: "always",
    plugins: ["@stryker-mutator/vitest-runner"],
    testRunner: "vitest",
    // `related` names the mutated file to the sequencer, which runs the file's own test first.
    vitest: { configFile: "mutation/vitest.config.mjs", related: true },
    coverageAnalysis: "perTest",
    disableTypeChecks: false,
    ...PATIENCE,
    incremental: true,
    incrementalFile: reportFile,
    force: !reuse,
    concurrency,
    reporters: [process.stdout.isTTY ? "progress" : "progress-append-only"],
    logLevel: "warn",
    warnings: { slow: false },
    allowConsoleColors: false,
  });
  await stryker.runMutationTest().catch((cause) => {
    // Stryker has said why.
    throw new SetupError("No mutant was tested.", { cause });
  });
  return JSON.parse(readFileSync(reportFile, "utf8"));
}
