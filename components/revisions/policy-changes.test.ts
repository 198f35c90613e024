import { expect, it } from "vitest";
import { policyChanges } from "./policy-changes.ts";

it("tells what a rollback would change, part by part", () => {
  const before = { failure_threshold: 1, retry: { max_retries: 2, max_seconds: 5 } };
  const after = { retry: { max_retries: 3, max_seconds: 5 }, window_calls: null };
  expect(policyChanges(before, after)).toEqual([
    { field: "policy.failure_threshold", before: 1, after: undefined },
    { field: "policy.retry.max_retries", before: 2, after: 3 },
    { field: "policy.window_calls", before: undefined, after: null },
  ]);
});

it("tells nothing between the same policies", () => {
  expect(policyChanges({ strategy: ["consecutive"] }, { strategy: ["consecutive"] })).toEqual([]);
});
