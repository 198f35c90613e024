import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { playwrightTotals, vitestTotals } from "./report-totals.mjs";
import { Steps } from "./steps.mjs";

const identity = (report: { passed: number; failed: number; skipped: number }) => report;
let folder: string;
let report: string;
let printed: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steps-"));
  report = join(folder, "report.json");
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line = "") => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const writes = (value: unknown, exitCode = 0) => [
  "-e",
  `require("node:fs").writeFileSync(${JSON.stringify(report)}, ${JSON.stringify(JSON.stringify(value))});
   process.exit(${exitCode})`,
];
const lastLine = () => printed.at(-1);

describe("the summary", () => {
  it("adds up what the runners report", async () => {
    const steps = new Steps();
    const counts = { passed: 3, failed: 0, skipped: 1 };
    await steps.run("unit", writes(counts), { report, totals: identity });
    await steps.run("e2e", writes({ ...counts, passed: 4 }), { report, totals: identity });
    expect(steps.summarise()).toBe(0);
    expect(lastLine()).toBe("7 passed, 0 failed");
    expect(printed).toContain("2 skipped");
  });

  it("counts a failing step without tests as a failure", async () => {
    const steps = new Steps();
    await steps.run("lint", ["-e", "process.exit(1)"]);
    await steps.run("unit", writes({ passed: 3, failed: 0, skipped: 0 }), { report, totals: identity });
    expect(steps.summarise()).toBe(1);
    expect(lastLine()).toBe("3 passed, 1 failed");
  });

  it("fails when a runner fails though its tests passed", async () => {
    const steps = new Steps();
    await steps.run("unit", writes({ passed: 3, failed: 0, skipped: 0 }, 1), { report, totals: identity });
    expect(steps.summarise()).toBe(1);
    expect(lastLine()).toBe("3 passed, 1 failed");
  });

  it("fails when a test failed though the runner did not", async () => {
    const steps = new Steps();
    await steps.run("unit", writes({ passed: 3, failed: 2, skipped: 0 }), { report, totals: identity });
    expect(steps.summarise()).toBe(1);
    expect(lastLine()).toBe("3 passed, 2 failed");
  });

  it("fails when there is no report, and does not take an old one for it", async () => {
    writeFileSync(report, JSON.stringify({ passed: 3, failed: 0, skipped: 0 }));
    const steps = new Steps();
    await steps.run("unit", ["-e", ""], { report, totals: identity });
    expect(steps.summarise()).toBe(1);
    expect(lastLine()).toBe("0 passed, 1 failed");
  });

  it("counts a step that could not be run", () => {
    const steps = new Steps();
    steps.fail("e2e", "no build");
    expect(steps.summarise()).toBe(1);
    expect(lastLine()).toBe("0 passed, 1 failed");
  });
});

describe("a report's totals", () => {
  it("count a file that could not be loaded", () => {
    const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
    ];
    expect(vitestTotals({ ...report, testResults })).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  it("count a flaky browser test as failed", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightTotals({ stats, errors: [] })).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("count a browser run that could not start", () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(playwrightTotals({ stats, errors: [{}, {}] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
