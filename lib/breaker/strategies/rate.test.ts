import { describe, expect, test } from "vitest";
import { policyOf } from "../testkit.ts";
import { minimumCalls, rateVerdict } from "./rate.ts";

const COUNTS = { calls: 10, failures: 6, slow: 3 };

describe("the minimum of calls from which a rate is judged", () => {
  test.each([
    ["of a window of seconds is the policy's", { minimum_calls: 10, window_calls: null }, 10],
    ["of a window of more calls is the policy's", { minimum_calls: 10, window_calls: 11 }, 10],
    ["of a window of as many calls is both", { minimum_calls: 10, window_calls: 10 }, 10],
    ["of a window of fewer calls is the full window", { minimum_calls: 10, window_calls: 9 }, 9],
    ["may be one", { minimum_calls: 1, window_calls: null }, 1],
  ])("%s", (_, patch, minimum) => {
    expect(minimumCalls(policyOf(patch))).toBe(minimum);
  });
});

describe("a verdict", () => {
  test("over seconds says so, and has the counts and the rate with its limit", () => {
    const policy = policyOf({ window_seconds: 60 });
    expect(rateVerdict("failure_rate", COUNTS, policy, { rate: 0.6, limit: 0.5 })).toEqual({
      by: "failure_rate",
      rate: 0.6,
      limit: 0.5,
      calls: 10,
      failures: 6,
      slow: 3,
      windowSeconds: 60,
      windowCalls: null,
    });
  });

  test("over calls says over how many", () => {
    const policy = policyOf({ window_calls: 12 });
    expect(rateVerdict("adaptive", COUNTS, policy, { rate: 0, limit: 0.1 })).toMatchObject({
      by: "adaptive",
      windowSeconds: null,
      windowCalls: 12,
    });
  });

  test("keeps the counts of its moment", () => {
    const counts = { ...COUNTS };
    const verdict = rateVerdict("failure_rate", counts, policyOf(), { rate: 0.6, limit: 0.5 });
    counts.calls = 99;
    expect(verdict.calls).toBe(10);
  });
});
