import { expect, test } from "vitest";
import { barsOf, fineTime } from "./trace.ts";

test("stages follow one another, with the dependency's time where it was waited for", () => {
  const bars = barsOf({
    stages: [
      { stage: "rate_limit", result: "allowed", ms: 1 },
      { stage: "circuit", result: "permit", ms: 1 },
      { stage: "retry", result: "2 attempts", ms: 1 },
      { stage: "record", result: "in_time", ms: 1 },
    ],
    outcome: "success",
    circuit: "api",
    attempts: 2,
    total_ms: 10,
  });
  expect(bars.map(({ name, from, width }) => [name, from, width])).toEqual([
    ["Rate limit", 0, 10],
    ["Circuit check", 10, 10],
    ["Retry", 20, 10],
    ["The dependency", 30, 60],
    ["Recording", 90, 10],
  ]);
  expect(bars.at(-1)).toMatchObject({ result: "in time", reached: true });
});

test("a refusal has no time of the dependency's, and stages that it did not reach", () => {
  const bars = barsOf({
    stages: [
      { stage: "circuit", result: "rejected", ms: 0.1 },
      { stage: "retry", result: "skipped", ms: 0 },
    ],
    outcome: "none",
    circuit: "api",
    attempts: 0,
    total_ms: 0.1,
  });
  expect(bars.map(({ key, reached }) => [key, reached])).toEqual([
    ["circuit", true],
    ["retry", false],
  ]);
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
  [0.001, "<0.01 ms"],
  [0.018, "0.02 ms"],
  [12.34, "12.3 ms"],
  [312.4, "312 ms"],
  [2500, "2.50 s"],
])("%d ms is written %s", (ms, text) => expect(fineTime(ms)).toBe(text));
