import { expect, test } from "vitest";
import { policyProblems } from "./policy-problems.ts";

test.each([
  ["failure_threshold", "many", "has to be a number, such as 5 or 0.25"],
  ["failure_threshold", "0", "has to be 1 or more"],
  ["failure_threshold", "2.5", "has to be a whole number"],
  ["recovery_timeout", "100000", "has to be 86,400 or less"],
  ["retry.max_retries", "11", "has to be 10 or less"],
])("%s of %s is said to be wrong as it is typed", (field, typed, message) => {
  expect(policyProblems(new Map([[field, typed]]))(field)).toBe(message);
});

test("what is right, or blank, is not, and what is wrong with one field is not another's", () => {
  const problemOf = policyProblems(
    new Map([
      ["failure_threshold", "7"],
      ["recovery_timeout", " "],
      ["half_open_max_calls", "none"],
    ]),
  );
  expect(["failure_threshold", "recovery_timeout", "half_open_successes"].map(problemOf)).toEqual([null, null, null]);
  expect(problemOf("half_open_max_calls")).not.toBeNull();
});
