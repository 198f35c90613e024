import { describe, expect, it } from "vitest";
import { checkHistories } from "./histories.ts";

/** Far more than they take. */
const PATIENCE_MS = 120_000;
const SEED = Date.now() % 1e9;

describe("what clients see of a real server whose lines break, that is paused and that dies", () => {
  it("is linearizable, lost replies and repeats included", { timeout: PATIENCE_MS }, async () => {
    const findings = await checkHistories({ histories: 300, seed: SEED });
    expect(findings.violations).toEqual([]);
    expect(findings).toMatchObject({ seed: SEED, histories: 300 });
    // Else nothing has been tried.
    const { operations, lostReplies, unknownApplied, troubles } = findings;
    expect(operations).toBeGreaterThan(300 * 15);
    expect(lostReplies).toBeGreaterThan(unknownApplied);
    expect(unknownApplied).toBeGreaterThan(0);
    for (const times of Object.values(troubles)) expect(times).toBeGreaterThan(0);
  });

  it("is found out where the server forgets what it has acknowledged", { timeout: PATIENCE_MS }, async () => {
    const { violations } = await checkHistories({ histories: 80, seed: SEED, isDurable: false });
    expect(violations).not.toEqual([]);
  });
});
