import { expect, it } from "vitest";
import { windowSentences } from "./window-sentences.ts";

const WINDOW = {
  ...{ calls: 20, failures: 4, slow: 8, seconds: 60, max_calls: null, minimum_calls: 10 },
  ...{ failure_rate: null, slow_call_rate: null, slow_call_seconds: null, open_below: null },
};
const rate = { ...WINDOW, failure_rate: 0.5 };
const adaptive = { ...WINDOW, open_below: 0.1 };
const slow = { slow_call_rate: 0.8, slow_call_seconds: 2 };

it("tells the failures of a window, and at which share it opens", () => {
  expect(windowSentences(rate)).toEqual(["4 of 20 calls failed, opens at 50 %"]);
  expect(windowSentences(adaptive)).toEqual(["4 of 20 calls failed, opens below 10 % success"]);
});

it("tells slow calls where they are judged, whatever else is", () => {
  const sentence = "8 of 20 calls took 2 s or longer, opens at 80 %";
  expect(windowSentences({ ...WINDOW, ...slow })).toEqual([sentence]);
  expect(windowSentences({ ...rate, ...slow })).toEqual(["4 of 20 calls failed, opens at 50 %", sentence]);
});

it("says when there are too few calls to judge", () => {
  expect(windowSentences({ ...rate, calls: 7, failures: 2 })).toEqual(["2 of 7 calls failed, judged from 10 on"]);
  expect(windowSentences({ ...rate, calls: 1, failures: 0 })).toEqual(["0 of 1 call failed, judged from 10 on"]);
  expect(windowSentences({ ...adaptive, calls: 0, failures: 0 })).toEqual(["No calls to judge by yet"]);
});

it("leaves out a limit that never opens", () => {
  expect(windowSentences({ ...adaptive, open_below: 0 })).toEqual(["4 of 20 calls failed"]);
});
