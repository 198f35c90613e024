import { join } from "node:path";
import { playwrightTotals, vitestTotals } from "./report-totals.mjs";

const root = join(import.meta.dirname, "..");
const REPORTS = join(root, "test-results");

/** Format and lint, the rules on who may import whom among them. */
export function lint(steps) {
  return steps.run("lint", ["node_modules/@biomejs/biome/bin/biome", "check"]);
}

/** Types, those of the routes included. */
export function types(steps) {
  return steps.run("types", ["scripts/typecheck.mjs"]);
}

/** Exports, files and packages that nobody uses. */
export function unused(steps) {
  return steps.run("unused", ["node_modules/knip/bin/knip.js", "--no-progress", "--no-config-hints"]);
}

/** Unit tests alone. */
export function unitTests(steps) {
  return vitest(steps, ["--project", "unit"]);
}

/** Unit, contract and API tests. `env` says where the programs are that they need. */
export function tests(steps, env) {
  return vitest(steps, [], env);
}

function vitest(steps, args, env = {}) {
  const report = join(REPORTS, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return steps.run("tests", ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args], {
    env,
    report,
    totals: vitestTotals,
  });
}

/** The production build, where the sources have changed. */
export function build(steps) {
  return steps.run("build", ["scripts/build.mjs"]);
}

/** The browser tests; they need the build. */
export function e2e(steps, env) {
  const report = join(REPORTS, "playwright.json");
  return steps.run("e2e", ["node_modules/@playwright/test/cli.js", "test"], {
    env,
    report,
    totals: playwrightTotals,
  });
}
