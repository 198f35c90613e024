import { expect, test } from "vitest";
import { barsOf, fineTime } from "./trace.ts";

test("stages follow one another, and those that were not reached are told apart", () => {
  const bars = barsOf({
    stages: [
      { stage: "rate_limit", result: "allowed", ms: 1 },
      { stage: "circuit", result: "permit", ms: 1 },
      { stage: "retry", result: "2 attempts", ms: 6 },
      { stage: "record", result: "skipped", ms: 0 },
    ],
    outcome: "success",
    circuit: "api",
    attempts: 2,
    total_ms: 10,
  });
  expect(bars.map(({ from, width }) => [from, width])).toEqual([
    [0, 10],
    [10, 10],
    [20, 60],
    [80, 0],
  ]);
  expect(bars.map(({ reached }) => reached)).toEqual([true, true, true, false]);
});

test("nothing that took time is nothing to divide by", () => {
  const [bar] = barsOf({
    stages: [{ stage: "circuit", result: "rejected", ms: 0 }],
    outcome: "none",
    circuit: null,
    attempts: 0,
    total_ms: 0,
  });
  expect(bar).toMatchObject({ from: 0, width: 0, name: "Circuit check" });
});

test.each([
  [0.018, "0.02 ms"],
  [12.34, "12.3 ms"],
  [312.4, "312 ms"],
  [2500, "2.50 s"],
])("%d ms is written %s", (ms, text) => expect(fineTime(ms)).toBe(text));
