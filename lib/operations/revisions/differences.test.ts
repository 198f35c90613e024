import { describe, expect, it } from "vitest";
import { differences, policyDifferences } from "./differences.ts";

describe("differences", () => {
  it("are none between what says the same, in whatever order", () => {
    expect(
      policyDifferences({ retry: { max_retries: 1, max_seconds: 2 } }, { retry: { max_seconds: 2, max_retries: 1 } }),
    ).toEqual([]);
  });

  it("name the parts of objects, and leave out the side that says nothing", () => {
    const before = { window_calls: null, retry: { max_retries: 1 } };
    const after = { window_calls: 5, recovery_backoff: { factor: 2 } };
    expect(policyDifferences(before, after)).toEqual([
      { field: "policy.window_calls", before: null, after: 5 },
      { field: "policy.retry.max_retries", before: 1 },
      { field: "policy.recovery_backoff.factor", after: 2 },
    ]);
  });

  it("tell an empty object from none", () => {
    expect(policyDifferences({}, { fallback: {} })).toEqual([{ field: "policy.fallback", after: {} }]);
  });

  it("take lists, and what lies deep, as one value", () => {
    expect(differences("tags", ["a"], ["a", "b"])).toEqual([{ field: "tags", before: ["a"], after: ["a", "b"] }]);
    expect(policyDifferences({ fallback: { a: { b: 1 } } }, { fallback: { a: { b: 2 } } })).toEqual([
      { field: "policy.fallback.a", before: { b: 1 }, after: { b: 2 } },
    ]);
  });

  it("tell where an object takes the place of something else", () => {
    expect(policyDifferences({ fallback: 5 }, { fallback: { a: 1 } })).toEqual([
      { field: "policy.fallback", before: 5, after: { a: 1 } },
    ]);
  });

  it("cut long values, and take an object of many parts as one", () => {
    const long = "x".repeat(2000);
    const [change] = policyDifferences({}, { fallback: long });
    expect(change?.after).toHaveLength(501);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`part ${index}`, index]));
    expect(policyDifferences({}, { fallback: many })).toMatchObject([{ field: "policy.fallback", after: /part 0/ }]);
  });

  it("know nothing of what every object inherits", () => {
    expect(policyDifferences({ fallback: { a: 1 } }, { fallback: { a: 1, constructor: 2 } })).toEqual([
      { field: "policy.fallback.constructor", after: 2 },
    ]);
  });
});
