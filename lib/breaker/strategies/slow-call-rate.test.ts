import { describe, expect, test } from "vitest";
import { policyOf } from "../testkit.ts";
import { slowCallRate } from "./slow-call-rate.ts";

describe("the slow call rate", () => {
  test.each([
    [0.5, 10, 5],
    [0.3, 10, 3],
    [1, 3, 3],
    [0.01, 100, 1],
  ])("of %f is reached by exactly that share: of %i calls, %i slow", (slow_call_rate, calls, slow) => {
    const policy = policyOf({ slow_call_rate, slow_call_seconds: 2 });
    expect(slowCallRate({ calls, failures: 0, slow }, policy)).toMatchObject({
      by: "slow_call_rate",
      rate: slow_call_rate,
      limit: slow_call_rate,
      slow,
      slowSeconds: 2,
    });
    expect(slowCallRate({ calls, failures: calls, slow: slow - 1 }, policy)).toBeNull();
  });

  test("has a limit of its own, beside that of failures", () => {
    const policy = policyOf({ slow_call_rate: 0.8, slow_call_seconds: 2, failure_rate: 0.2 });
    expect(slowCallRate({ calls: 10, failures: 0, slow: 7 }, policy)).toBeNull();
    expect(slowCallRate({ calls: 10, failures: 0, slow: 9 }, policy)).toMatchObject({ rate: 0.9, limit: 0.8 });
  });

  test("says nothing where no call is judged by its duration", () => {
    expect(slowCallRate({ calls: 10, failures: 0, slow: 10 }, policyOf({ slow_call_seconds: null }))).toBeNull();
  });
});
