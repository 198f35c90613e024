import { expect, test } from "vitest";
import { retryAfterOf } from "./retry-after.ts";

const now = Date.parse("2026-02-12T12:00:00Z");

test.each([
  ["7", 7],
  ["0", 0],
  [" 120 ", 120],
  [["5", "9"], 5],
  ["Thu, 12 Feb 2026 12:00:30 GMT", 30],
  ["Thu, 12 Feb 2026 11:59:00 GMT", 0],
  ["Thursday, 12-Feb-26 12:01:00 GMT", 60],
])("%o is %d seconds", (header, seconds) => {
  expect(retryAfterOf(header, now)).toBe(seconds);
});

test.each([[undefined], [""], ["soon"], ["-1"], ["1.5"], ["1e9"], ["99999999999999999999"], ["2026-02-12"]])(
  "%o says nothing",
  (header) => {
    expect(retryAfterOf(header, now)).toBeNull();
  },
);
