import { expect, test } from "vitest";
import { blameOf, isRetryable, verdictOf } from "./statuses.ts";
import { configOf } from "./testkit.ts";

const base_url = "https://api.example.com";

test.each([
  [200, "success"],
  [304, "success"],
  [401, "failure"],
  [403, "failure"],
  [408, "failure"],
  [429, "failure"],
  [500, "failure"],
  [599, "failure"],
  [400, "ignored"],
  [404, "ignored"],
  [422, "ignored"],
])("by default %d is a %s", (status, verdict) => {
  expect(verdictOf(status, configOf({ base_url }))).toBe(verdict);
});

test("a status that is listed itself goes before its class", () => {
  const config = configOf({ base_url, failure_statuses: ["5xx", 404], ignored_statuses: ["4xx", 501] });
  expect([404, 400, 501, 500].map((status) => verdictOf(status, config))).toEqual([
    "failure",
    "ignored",
    "ignored",
    "failure",
  ]);
});

test("what neither list names is a success", () => {
  const config = configOf({ base_url, failure_statuses: [500], ignored_statuses: [] });
  expect([404, 500, 503].map((status) => verdictOf(status, config))).toEqual(["success", "failure", "success"]);
});

test.each([
  [401, "caller"],
  [403, "caller"],
  [429, "caller"],
  [408, "dependency"],
  [500, "dependency"],
  [503, "dependency"],
])("by default a failure with %d speaks against the %s", (status, blame) => {
  expect(blameOf(status, configOf({ base_url }))).toBe(blame);
});

test("whom a failure speaks against can be set by status and by class", () => {
  const config = configOf({ base_url, caller_statuses: ["4xx", 507] });
  expect([402, 408, 507, 500].map((status) => blameOf(status, config))).toEqual([
    "caller",
    "caller",
    "caller",
    "dependency",
  ]);
});

test("another attempt can help where the dependency is busy or broken", () => {
  expect([408, 429, 500, 503].every(isRetryable)).toBe(true);
  expect([400, 401, 403, 404].some(isRetryable)).toBe(false);
});
