import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "@/lib/contracts/policy.ts";
import { windowSentences } from "./window-sentences.ts";

const window = { calls: 20, failures: 4, slow: 8 };

it("tells the failures of a window, and at which share it opens", () => {
  expect(windowSentences(window, ["failure_rate"], DEFAULT_POLICY)).toEqual(["4 of 20 calls failed, opens at 50 %"]);
  expect(windowSentences(window, ["adaptive"], DEFAULT_POLICY)).toEqual([
    "4 of 20 calls failed, opens below 10 % success",
  ]);
});

it("tells slow calls where they are judged, whatever else is", () => {
  const policy = { ...DEFAULT_POLICY, slow_call_seconds: 2 };
  const slow = "8 of 20 calls took 2 s or longer, opens at 50 %";
  expect(windowSentences(window, ["consecutive"], policy)).toEqual([slow]);
  expect(windowSentences(window, ["failure_rate"], policy)).toEqual(["4 of 20 calls failed, opens at 50 %", slow]);
});

it("says when there are too few calls to judge", () => {
  const few = { calls: 7, failures: 2, slow: 0 };
  const policy = { ...DEFAULT_POLICY, window_calls: 8 };
  expect(windowSentences(few, ["failure_rate"], DEFAULT_POLICY)).toEqual(["2 of 7 calls failed, judged from 10 on"]);
  expect(windowSentences(few, ["failure_rate"], policy)).toEqual(["2 of 7 calls failed, judged from 8 on"]);
  expect(windowSentences({ ...few, calls: 0 }, ["adaptive"], policy)).toEqual(["No calls to judge by yet"]);
});

it("leaves out a limit that is not known, or not set", () => {
  const policy = { ...DEFAULT_POLICY, adaptive: { ...DEFAULT_POLICY.adaptive, open_below: 0 } };
  expect(windowSentences(window, ["failure_rate"], null)).toEqual(["4 of 20 calls failed"]);
  expect(windowSentences(window, ["adaptive"], policy)).toEqual(["4 of 20 calls failed"]);
});
