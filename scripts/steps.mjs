import { readFileSync, rmSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { exitCodeOf, run, throwIfStopped } from "./setup/child.mjs";

const NO_COUNTS = { passed: 0, failed: 0, skipped: 0 };

/**
 * The steps of a check, run one after the other, each under its name. A failing step does not keep the next from
 * telling what it knows; the summary repeats every one that failed.
 */
export class Steps {
  #done = [];

  /**
   * Runs one of the project's programs as a step, in a process group that ends with it.
   *
   * @param {string} name
   * @param {string[]} program script and arguments, run with this Node
   * @param {object} [options]
   * @param {NodeJS.ProcessEnv} [options.env] added to this process's own
   * @param {string} [options.report] file of the runner's JSON report
   * @param {(report: any) => import("./report-totals.mjs").Totals} [options.totals] reads it
   * @returns {Promise<boolean>} whether it succeeded
   */
  async run(name, program, { env = {}, report, totals } = {}) {
    console.log(`\n== ${name}`);
    if (report) rmSync(report, { force: true });
    const started = performance.now();
    const result = await run(process.execPath, program, { group: true, env: { ...process.env, ...env } });
    throwIfStopped();
    const seconds = (performance.now() - started) / 1000;
    const counts = report && totals ? countsIn(report, totals) : NO_COUNTS;
    const ok = exitCodeOf(result) === 0 && counts !== undefined && counts.failed === 0;
    this.#note(name, ok, counts, seconds);
    console.log(`== ${name}: ${ok ? "ok" : "FAILED"} in ${seconds.toFixed(1)} s`);
    return ok;
  }

  /** Notes a step that could not be run. */
  fail(name, reason) {
    console.log(`\n== ${name}: FAILED: ${reason}`);
    this.#note(name, false);
  }

  // A step that failed counts at least one failure, whatever its report says and where it has none.
  #note(name, ok, counts = NO_COUNTS, seconds = 0) {
    this.#done.push({ name, ok, seconds, ...counts, failed: ok ? 0 : Math.max(counts.failed, 1) });
  }

  /** Prints every step and, as the last line, `N passed, N failed`. Returns the exit code. */
  summarise() {
    console.log();
    for (const { name, seconds, ok } of this.#done) {
      console.log(`${ok ? "ok    " : "FAILED"} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s`);
    }
    const sum = (key) => this.#done.reduce((total, step) => total + step[key], 0);
    if (sum("skipped") > 0) console.log(`${sum("skipped")} skipped`);
    console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
    return sum("failed") === 0 ? 0 : 1;
  }
}

function countsIn(file, totals) {
  try {
    return totals(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    console.log(`The report ${file} cannot be read: ${error.message}`);
    return undefined;
  }
}
