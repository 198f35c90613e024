import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";

const retry = { max_retries: 5, base_seconds: 0.2, max_seconds: 1, attempt_timeout_seconds: null };

test("the longest wait doubles with each failed attempt, up to the longest allowed", () => {
  const longest = [1, 2, 3, 4, 5].map((failed) => backoff(retry, failed, null, () => 1));
  expect(longest).toEqual([0.2, 0.4, 0.8, 1, 1]);
});

test("the wait is any share of the longest, down to none", () => {
  expect(backoff(retry, 2, null, () => 0)).toBe(0);
  expect(backoff(retry, 2, null, () => 0.25)).toBeCloseTo(0.1);
});

test("does not come back sooner than the dependency asked", () => {
  expect(backoff(retry, 1, 0.7, () => 0.5)).toBe(0.7);
});

test("gives up where the dependency asked for more than is allowed", () => {
  expect(backoff(retry, 1, 2, () => 0.5)).toBeNull();
});
