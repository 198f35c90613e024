import { expect, it } from "vitest";
import { verdictFigures } from "./verdict-figures.ts";

it("lists the figures of what opened a circuit", () => {
  const texts = (verdict: unknown) => verdictFigures({ verdict }).map(({ name, value }) => `${name}: ${value}`);
  const rate = { rate: 0.65, limit: 0.5, calls: 20, failures: 13, slow: 1, window_seconds: 60, window_calls: null };
  expect(texts({ by: "failure_rate", ...rate })).toEqual([
    "opened by: failure rate",
    "failed: 65 %, limit 50 %",
    "window: 60 s",
    "calls in it: 20",
    "of them failed: 13",
    "of them slow: 1",
  ]);
  expect(texts({ by: "adaptive", ...rate, window_seconds: null, window_calls: 20 })).toContain(
    "window: the last 20 calls",
  );
  expect(texts({ by: "consecutive", failures: 5, limit: 5 })).toContain("failures: 5, limit 5");
  expect(texts({ by: "probe" })).toEqual(["opened by: a failed test call"]);
  expect([texts(undefined), texts({ by: "moonlight" })]).toEqual([[], []]);
});
