import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns, START } from "../testkit.ts";
import { TimeWindow } from "./time-window.ts";

const BUCKETS = 10;
/** Milliseconds of one bucket of a window of ten seconds, of which one begins at `START`. */
const BUCKET = 1000;
const DAY = 86_400_000;

function tenSeconds(): TimeWindow {
  return new TimeWindow(10);
}

/** What a window says of itself, each way of asking. */
function countsOf({ calls, failures, slow, bad }: TimeWindow) {
  return { calls, failures, slow, bad };
}

/** One call in each of so many buckets from the start. */
function filled(buckets = BUCKETS): TimeWindow {
  const window = tenSeconds();
  for (let bucket = 0; bucket < buckets; bucket += 1) window.add(true, false, START + bucket * BUCKET);
  return window;
}

describe("a window of seconds", () => {
  test("is empty before the first call, at whatever time one looks", () => {
    const window = tenSeconds();
    expect(countsOf(window)).toEqual({ calls: 0, failures: 0, slow: 0, bad: 0 });
    for (const now of [0, 1, START, START + DAY]) {
      expect(window.at(now)).toEqual({ calls: 0, failures: 0, slow: 0 });
      window.roll(now);
      expect(window.calls).toBe(0);
    }
  });

  test.each([
    [false, false, { calls: 1, failures: 0, slow: 0, bad: 0 }],
    [true, false, { calls: 1, failures: 1, slow: 0, bad: 1 }],
    [false, true, { calls: 1, failures: 0, slow: 1, bad: 1 }],
    [true, true, { calls: 1, failures: 1, slow: 1, bad: 1 }],
  ])("counts a call that failed (%s) and was slow (%s), and drops as much", (failed, slow, counts) => {
    const window = tenSeconds();
    window.add(failed, slow, START);
    expect(countsOf(window)).toEqual(counts);
    expect(window.at(START)).toEqual({ calls: counts.calls, failures: counts.failures, slow: counts.slow });
    window.roll(START + 10_000);
    expect(countsOf(window)).toEqual({ calls: 0, failures: 0, slow: 0, bad: 0 });
  });

  test.each([0, 1, 500, 999])("holds a call %i ms into its bucket until the tenth bucket after it begins", (into) => {
    const window = tenSeconds();
    window.add(true, true, START + into);
    window.roll(START + 9999);
    expect(countsOf(window)).toEqual({ calls: 1, failures: 1, slow: 1, bad: 1 });
    window.roll(START + 10_000);
    expect(window.calls).toBe(0);
  });

  test("its first call may be at the very beginning of time", () => {
    const window = tenSeconds();
    window.add(true, false, 0);
    window.roll(9999);
    expect(window.calls).toBe(1);
    window.roll(10_000);
    expect(window.calls).toBe(0);
  });

  test.each([0, 1, 2, 5, 8, 9, 10, 11, 19, 20, 21, 1000])("after %i idle buckets holds what is left", (idle) => {
    const window = filled();
    const left = Math.max(0, BUCKETS - idle);
    const newest = START + 9 * BUCKET;
    for (const into of [0, BUCKET - 1]) {
      const now = newest + idle * BUCKET + into;
      expect(window.at(now)).toEqual({ calls: left, failures: left, slow: 0 });
    }
    window.roll(newest + idle * BUCKET);
    expect(countsOf(window)).toEqual({ calls: left, failures: left, slow: 0, bad: left });
  });

  test.each([DAY, 365 * DAY + 1, 1000 * DAY + 12_345])(
    "after %i ms without a call holds the next one alone",
    (idle) => {
      const window = filled();
      window.add(false, true, START + idle);
      expect(countsOf(window)).toEqual({ calls: 1, failures: 0, slow: 1, bad: 1 });
    },
  );

  test("drops bucket by bucket, and counts on in those that it has emptied", () => {
    const window = filled();
    for (let bucket = BUCKETS; bucket < 5 * BUCKETS; bucket += 1) {
      window.add(false, false, START + bucket * BUCKET);
      window.add(false, true, START + bucket * BUCKET + 999);
      const old = Math.max(0, 2 * BUCKETS - 1 - bucket);
      const fresh = Math.min(BUCKETS, bucket - BUCKETS + 1);
      expect(countsOf(window)).toEqual({ calls: old + 2 * fresh, failures: old, slow: fresh, bad: old + fresh });
    }
  });

  test.each([1, 1.005, 7.3, 60, 3600])("of %f seconds reaches back its length, less at most a bucket", (seconds) => {
    const length = seconds * 1000;
    const within = fc.integer({ min: 0, max: Math.ceil(length * 2) });
    fc.assert(
      fc.property(within, fc.integer({ min: 0, max: 100_000_000 }), (age, offset) => {
        const window = new TimeWindow(seconds);
        window.add(true, false, START + offset);
        const { calls } = window.at(START + offset + age);
        if (age <= length - length / BUCKETS) expect(calls).toBe(1);
        if (age >= length) expect(calls).toBe(0);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("counts what a list of all calls counts, whenever they came", () => {
    const call = fc.record({
      after: fc.oneof(fc.nat(300), fc.nat(3000), fc.nat(40_000), fc.constant(0)),
      failed: fc.boolean(),
      slow: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), fc.nat(25_000), (calls, later) => {
        const window = tenSeconds();
        const list: { at: number; failed: boolean; slow: boolean }[] = [];
        let now = START;
        for (const { after, failed, slow } of calls) {
          now += after;
          window.add(failed, slow, now);
          list.push({ at: now, failed, slow });
          expect(countsOf(window)).toEqual(recount(list, now));
        }
        const { bad: _, ...shown } = recount(list, now + later);
        expect(window.at(now + later)).toEqual(shown);
        window.roll(now + later);
        expect(countsOf(window)).toEqual(recount(list, now + later));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

function recount(list: readonly { at: number; failed: boolean; slow: boolean }[], now: number) {
  const bucket = (at: number) => Math.floor(at / BUCKET);
  const held = list.filter(({ at }) => bucket(at) > bucket(now) - BUCKETS);
  return {
    calls: held.length,
    failures: held.filter(({ failed }) => failed).length,
    slow: held.filter(({ slow }) => slow).length,
    bad: held.filter(({ failed, slow }) => failed || slow).length,
  };
}

describe("looking at a window of seconds", () => {
  test("changes nothing, at whatever time", () => {
    const window = filled();
    for (const now of [0, START - DAY, START, START + 15_000, START + DAY]) {
      window.at(now);
      expect(countsOf(window)).toEqual({ calls: 10, failures: 10, slow: 0, bad: 10 });
    }
    window.add(true, false, START + 10 * BUCKET);
    expect(window.failures).toBe(10);
  });
});

describe("a clock that has gone back", () => {
  test.each([1, 1500, 5000, 9999, 10_000, DAY])("by %i ms loses no call and counts none twice", (back) => {
    const window = filled();
    const newest = START + 9 * BUCKET;
    window.add(false, true, newest - back);
    expect(countsOf(window)).toEqual({ calls: 11, failures: 10, slow: 1, bad: 11 });
    expect(window.at(newest - back)).toEqual({ calls: 11, failures: 10, slow: 1 });
    window.roll(newest - back);
    expect(window.calls).toBe(11);
  });

  test("finds its calls in the newest bucket, and loses them with that one", () => {
    const window = filled();
    window.add(false, false, START);
    window.roll(START + 18_999);
    expect(countsOf(window)).toEqual({ calls: 2, failures: 1, slow: 0, bad: 1 });
    window.roll(START + 19_000);
    expect(window.calls).toBe(0);
  });
});

describe("a window that takes over from another", () => {
  /** A window of so many seconds that takes over what one of 10 s holds. */
  function takingOver(seconds: number, previous: TimeWindow): TimeWindow {
    const window = new TimeWindow(seconds);
    window.takeOver(previous);
    return window;
  }

  test("of the same length holds the same, and loses it at the same times", () => {
    const previous = filled();
    previous.add(true, true, START + 9 * BUCKET + 300);
    const window = takingOver(10, previous);
    expect(countsOf(window)).toEqual(countsOf(previous));
    for (let now = START; now <= START + 20 * BUCKET; now += 250) expect(window.at(now)).toEqual(previous.at(now));
  });

  test("is independent of it from then on", () => {
    const previous = filled();
    const window = takingOver(10, previous);
    previous.add(true, true, START + 9 * BUCKET);
    expect(window.calls).toBe(10);
    window.roll(START + DAY);
    expect(previous.calls).toBe(11);
  });

  test.each([
    [20, 10],
    [100, 10],
    [3600, 10],
    [9, 10],
    [8, 9],
    [5, 6],
    [1, 2],
  ])(
    "of %i seconds holds what it reaches back to, each call as at the end of its bucket: %i of ten",
    (seconds, calls) => {
      expect(takingOver(seconds, filled()).calls).toBe(calls);
    },
  );

  test("that is longer keeps calls for as long as it reaches back, and no call is older than it was", () => {
    const window = takingOver(100, filled());
    // A bucket of its own begins at the start: all ten calls were in it.
    window.roll(START + 99_999);
    expect(window.calls).toBe(10);
    window.roll(START + 100_000);
    expect(window.calls).toBe(0);
  });

  test("that is shorter does not run ahead of the clock: it forgets as soon as its own length has passed", () => {
    const hour = new TimeWindow(3600);
    const bucketOfHour = 360_000;
    hour.add(true, false, START);
    hour.add(true, false, START + 5);
    const window = takingOver(1, hour);
    expect(window.at(START + 5).calls).toBe(2);
    window.roll(START + 999);
    expect(window.calls).toBe(2);
    window.add(false, false, START + 1000);
    expect(countsOf(window)).toEqual({ calls: 1, failures: 0, slow: 0, bad: 0 });
    expect(window.at(START + bucketOfHour).calls).toBe(0);
  });

  test("takes calls for a bucket younger at most, never for older, and never for newer than the latest", () => {
    const previous = tenSeconds();
    previous.add(true, false, START);
    previous.roll(START + 2300);
    const window = takingOver(1, previous);
    // Of the one-second window's buckets of 100 ms: the call counts as at the end of its second, 999 ms.
    expect(window.calls).toBe(0);
    const other = tenSeconds();
    other.add(true, false, START + 1);
    other.roll(START + 1800);
    const shorter = takingOver(1, other);
    expect(shorter.calls).toBe(1);
    shorter.roll(START + 1899);
    expect(shorter.calls).toBe(1);
    shorter.roll(START + 1900);
    expect(shorter.calls).toBe(0);
  });

  test("takes what was already too old for the other only where its own length reaches it", () => {
    const previous = filled(1);
    // Nobody has rolled the old one since: what it still has is given to whom it concerns.
    expect(takingOver(10, previous).at(START + 10_000).calls).toBe(0);
    expect(takingOver(20, previous).at(START + 10_000).calls).toBe(1);
  });

  test("takes failures and slow calls over as they are", () => {
    const previous = tenSeconds();
    previous.add(true, false, START);
    previous.add(false, true, START + BUCKET);
    previous.add(true, true, START + 2 * BUCKET);
    previous.add(false, false, START + 3 * BUCKET);
    for (const seconds of [10, 3600]) {
      const window = takingOver(seconds, previous);
      expect(countsOf(window)).toEqual({ calls: 4, failures: 2, slow: 2, bad: 3 });
      expect(window.at(START + 3 * BUCKET)).toEqual({ calls: 4, failures: 2, slow: 2 });
    }
  });

  test("again and again, with no time between, holds the same", () => {
    let window = filled();
    for (let times = 0; times < 20; times += 1) window = takingOver(10, window);
    expect(window.at(START + 9 * BUCKET).calls).toBe(10);
    expect(window.at(START + 18 * BUCKET).calls).toBe(1);
    expect(window.at(START + 19 * BUCKET).calls).toBe(0);
  });

  test("of one that has seen nothing is empty and ready", () => {
    const window = takingOver(1, tenSeconds());
    expect(window.calls).toBe(0);
    window.add(true, false, START);
    expect(window.calls).toBe(1);
  });

  test("near the beginning of time takes over what there is", () => {
    const previous = tenSeconds();
    previous.add(true, false, 0);
    previous.add(false, false, 1500);
    expect(countsOf(takingOver(10, previous))).toEqual({ calls: 2, failures: 1, slow: 0, bad: 1 });
    expect(countsOf(takingOver(1, previous))).toEqual({ calls: 2, failures: 1, slow: 0, bad: 1 });
  });
});
