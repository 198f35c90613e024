import { describe, expect, test } from "vitest";
import { policyOf } from "../testkit.ts";
import { failureRate } from "./failure-rate.ts";

describe("the failure rate", () => {
  test.each([
    [0.5, 10, 5],
    [0.3, 10, 3],
    [0.1, 70, 7],
    [1, 3, 3],
    [0.01, 100, 1],
  ])("of %f is reached by exactly that share: of %i calls, %i failures", (failure_rate, calls, failures) => {
    const policy = policyOf({ failure_rate });
    expect(failureRate({ calls, failures, slow: 0 }, policy)).toMatchObject({
      by: "failure_rate",
      rate: failure_rate,
      limit: failure_rate,
      calls,
      failures,
    });
    expect(failureRate({ calls, failures: failures - 1, slow: calls }, policy)).toBeNull();
  });

  test("is measured, not capped at its limit", () => {
    expect(failureRate({ calls: 4, failures: 3, slow: 1 }, policyOf())).toEqual({
      by: "failure_rate",
      rate: 0.75,
      limit: 0.5,
      calls: 4,
      failures: 3,
      slow: 1,
      windowSeconds: 60,
      windowCalls: null,
    });
  });
});
