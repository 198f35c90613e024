import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns, START } from "../testkit.ts";
import { CallWindow } from "./call-window.ts";
import { TimeWindow } from "./time-window.ts";
import type { Window } from "./window.ts";

interface Call {
  readonly failed: boolean;
  readonly slow: boolean;
}

const FINE: Call = { failed: false, slow: false };
const FAILED: Call = { failed: true, slow: false };

function windowOf(size: number, calls: readonly Call[] = []): CallWindow {
  const window = new CallWindow(size);
  for (const { failed, slow } of calls) window.add(failed, slow);
  return window;
}

function countsOf({ calls, failures, slow, bad }: Window) {
  return { calls, failures, slow, bad };
}

function recount(calls: readonly Call[]) {
  return {
    calls: calls.length,
    failures: calls.filter(({ failed }) => failed).length,
    slow: calls.filter(({ slow }) => slow).length,
    bad: calls.filter(({ failed, slow }) => failed || slow).length,
  };
}

const someCalls = fc.array(fc.record({ failed: fc.boolean(), slow: fc.boolean() }), { maxLength: 40 });
const someSize = fc.integer({ min: 1, max: 12 });

describe("a window of calls", () => {
  test("is empty before the first call", () => {
    expect(countsOf(windowOf(3))).toEqual({ calls: 0, failures: 0, slow: 0, bad: 0 });
    expect(windowOf(3).at()).toEqual({ calls: 0, failures: 0, slow: 0 });
  });

  test.each([
    [false, false, { calls: 1, failures: 0, slow: 0, bad: 0 }],
    [true, false, { calls: 1, failures: 1, slow: 0, bad: 1 }],
    [false, true, { calls: 1, failures: 0, slow: 1, bad: 1 }],
    [true, true, { calls: 1, failures: 1, slow: 1, bad: 1 }],
  ])("counts a call that failed (%s) and was slow (%s), until it is pushed out", (failed, slow, counts) => {
    const window = windowOf(2, [{ failed, slow }]);
    expect(countsOf(window)).toEqual(counts);
    expect(window.at()).toEqual({ calls: counts.calls, failures: counts.failures, slow: counts.slow });
    window.add(false, false);
    expect(countsOf(window)).toEqual({ ...counts, calls: 2 });
    window.add(false, false);
    expect(countsOf(window)).toEqual({ calls: 2, failures: 0, slow: 0, bad: 0 });
  });

  test("of one call holds the last one", () => {
    const window = windowOf(1, [FAILED]);
    expect(countsOf(window)).toEqual({ calls: 1, failures: 1, slow: 0, bad: 1 });
    window.add(false, true);
    expect(countsOf(window)).toEqual({ calls: 1, failures: 0, slow: 1, bad: 1 });
  });

  test("forgets nothing by time", () => {
    const window: Window = windowOf(3, [FAILED]);
    window.roll(START + 1e12);
    expect(window.at(START + 1e12)).toEqual({ calls: 1, failures: 1, slow: 0 });
    expect(window.calls).toBe(1);
  });

  test("holds the last calls, however often it has gone round", () => {
    fc.assert(
      fc.property(someSize, someCalls, (size, calls) => {
        const window = windowOf(size);
        calls.forEach(({ failed, slow }, index) => {
          window.add(failed, slow);
          expect(countsOf(window)).toEqual(recount(calls.slice(0, index + 1).slice(-size)));
        });
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("a window of calls that takes over from another", () => {
  test.each([
    ["a smaller", 3, 5, 3],
    ["a larger, which was full", 5, 3, 3],
    ["one of the same size", 4, 4, 4],
  ])("%s holds the last calls that both can hold", (_, size, previousSize, held) => {
    const previous = windowOf(previousSize, [FAILED, FAILED, FAILED, FINE, FINE, FINE, FAILED]);
    const window = windowOf(size);
    window.takeOver(previous);
    expect(countsOf(window)).toEqual(recount([FAILED, FAILED, FAILED, FINE, FINE, FINE, FAILED].slice(-held)));
  });

  test("goes on in their order: the oldest is the first to go", () => {
    fc.assert(
      fc.property(someSize, someSize, someCalls, someCalls, (size, previousSize, before, after) => {
        const previous = windowOf(previousSize, before);
        const window = windowOf(size);
        window.takeOver(previous);
        const held = before.slice(-previousSize);
        expect(countsOf(window)).toEqual(recount(held.slice(-size)));
        after.forEach(({ failed, slow }, index) => {
          window.add(failed, slow);
          expect(countsOf(window)).toEqual(recount([...held, ...after.slice(0, index + 1)].slice(-size)));
        });
        expect(countsOf(previous)).toEqual(recount(held));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test("takes nothing from a window of seconds, nor gives it anything", () => {
    const seconds = new TimeWindow(10);
    seconds.add(true, true, START);
    const calls = windowOf(5, [FAILED]);
    calls.takeOver(seconds);
    expect(countsOf(calls)).toEqual(recount([FAILED]));
    seconds.takeOver(windowOf(5, [FAILED, FAILED]));
    expect(countsOf(seconds)).toEqual({ calls: 1, failures: 1, slow: 1, bad: 1 });
  });
});
