import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyOf, propertyRuns } from "../testkit.ts";
import { adaptive, adaptiveShare } from "./adaptive.ts";

const counts = (calls: number, failures: number) => ({ calls, failures, slow: 0 });

describe("the adaptive strategy", () => {
  test.each([
    [0.1, 10, 9],
    [0.5, 10, 5],
    [0.3, 10, 7],
    [1, 10, 0],
  ])("opens below a success rate of %f, not at it: of %i calls, %i failures", (open_below, calls, failures) => {
    const policy = policyOf({ adaptive: { open_below } });
    expect(adaptive(counts(calls, failures), policy)).toBeNull();
    expect(adaptive(counts(calls, failures + 1), policy)).toMatchObject({ by: "adaptive", limit: open_below });
  });

  test("never opens at 0, even if all fails", () => {
    expect(adaptive(counts(10, 10), policyOf({ adaptive: { open_below: 0 } }))).toBeNull();
  });

  test("says the success rate that it found", () => {
    const verdict = adaptive({ calls: 20, failures: 19, slow: 2 }, policyOf({ window_calls: 20 }));
    expect(verdict).toEqual({
      by: "adaptive",
      rate: 0.05,
      limit: 0.1,
      calls: 20,
      failures: 19,
      slow: 2,
      windowSeconds: null,
      windowCalls: 20,
    });
  });
});

describe("the share that is let through", () => {
  test.each([
    [10, 0, 1],
    [10, 5, 1],
    [10, 6, 0.8],
    [10, 9, 0.2],
    [100, 97, 0.06],
    [40, 39, 0.05],
    [100, 98, 0.05],
    [10, 10, 0.05],
  ])("of %i calls with %i failures is twice the success rate, 0.05 at least: %f", (calls, failures, share) => {
    expect(adaptiveShare(counts(calls, failures), policyOf())).toBeCloseTo(share, 12);
  });

  test("is everything below the minimum of calls", () => {
    const policy = policyOf({ minimum_calls: 5 });
    expect(adaptiveShare(counts(0, 0), policy)).toBe(1);
    expect(adaptiveShare(counts(4, 4), policy)).toBe(1);
    expect(adaptiveShare(counts(5, 5), policy)).toBe(0.05);
  });

  test("of a window of fewer calls than the minimum shrinks once that is full", () => {
    const policy = policyOf({ minimum_calls: 5, window_calls: 3 });
    expect(adaptiveShare(counts(2, 2), policy)).toBe(1);
    expect(adaptiveShare(counts(3, 3), policy)).toBe(0.05);
  });

  test.each([
    [1, 0.05, 0.5],
    [1.5, 0.05, 0.75],
    [2, 0.05, 1],
    [10, 0.05, 1],
    [1, 0.6, 0.6],
    [1, 1, 1],
  ])("with a multiplier of %f and a floor of %f, half of all calls failing, is %f", (multiplier, floor, share) => {
    expect(adaptiveShare(counts(10, 5), policyOf({ adaptive: { multiplier, floor } }))).toBe(share);
  });

  test("is always between the floor and everything", () => {
    const some = fc.record({
      minimum_calls: fc.integer({ min: 1, max: 20 }),
      window_calls: fc.option(fc.integer({ min: 1, max: 30 })),
      adaptive: fc.record({
        multiplier: fc.double({ min: 1, max: 10, noNaN: true }),
        floor: fc.double({ min: 0.001, max: 1, noNaN: true }),
      }),
    });
    fc.assert(
      fc.property(some, fc.nat(30), fc.nat(30), (patch, calls, failed) => {
        const policy = policyOf(patch);
        const share = adaptiveShare(counts(calls, Math.min(calls, failed)), policy);
        expect(share).toBeGreaterThanOrEqual(policy.adaptive.floor);
        expect(share).toBeLessThanOrEqual(1);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
