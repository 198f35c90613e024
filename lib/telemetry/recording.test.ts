import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { type FilePlace, newFilePlace } from "../stores/sqlite/testing/place.ts";
import type { Store } from "../stores/store.ts";
import { CallStatistics } from "./call-statistics.ts";
import { numbersOfText, numbersToText } from "./numbers-text.ts";
import { joinSeconds, type RecordedSecond } from "./recorded-second.ts";
import { packSecond, unpackSeconds } from "./second-text.ts";

const NOON = Date.UTC(2026, 0, 10, 12);
const MINUTE = 60_000;

type Kind = "success" | "failure" | "ignored" | "rejected";
const WORDS: Readonly<Record<string, Kind>> = { s: "success", f: "failure", i: "ignored", r: "rejected" };

/** Calls by their letters, one after the other from `at` on. */
function run(statistics: CallStatistics, calls: string, { at = NOON, ms = 1, apart = 10 } = {}): void {
  for (const [index, letter] of [...calls].entries()) {
    const ended = at + index * apart;
    const kind = WORDS[letter] ?? "success";
    if (kind === "rejected") statistics.rejected("api", ended);
    else statistics.executed("api", kind, ms, ended);
  }
}

async function recorded(store: Store): Promise<RecordedSecond[]> {
  return (await store.recordings("api", 0)).flatMap(({ minute, seconds }) => unpackSeconds(minute, seconds));
}

/** What is stored of these calls. */
async function recordingOf(calls: string, how: { at?: number; ms?: number; apart?: number } = {}) {
  const statistics = new CallStatistics({ now: () => NOON });
  run(statistics, calls, how);
  const store = new MemoryStore();
  await statistics.flush(store, Number.POSITIVE_INFINITY);
  return recorded(store);
}

describe("the record of a circuit", () => {
  it("has the seconds in which something happened, and no others", async () => {
    const seconds = await recordingOf("sfr", { apart: 30_000 });
    expect(seconds).toMatchObject([
      { second: NOON / 1000, successes: 1, failures: 0, rejected: 0 },
      { second: NOON / 1000 + 30, successes: 0, failures: 1, rejected: 0 },
      { second: NOON / 1000 + 60, successes: 0, failures: 0, rejected: 1 },
    ]);
  });

  it.each([
    ["ffsfffsf", { lead: 2, longest: 3, trail: 1 }],
    ["sffff", { lead: 0, longest: 4, trail: 4 }],
    ["fff", { lead: 3, longest: 3, trail: 3 }],
    ["fffs", { lead: 3, longest: 3, trail: 0 }],
    ["ffifrfs", { lead: 4, longest: 4, trail: 0 }],
    ["sss", { lead: 0, longest: 0, trail: 0 }],
  ])("of %s says how its failures followed one another", async (calls, runs) => {
    expect(await recordingOf(calls)).toMatchObject([runs]);
  });

  it("counts the calls that were under way together, and those that began in an earlier second", async () => {
    expect(await recordingOf("ssss", { at: NOON + 100, ms: 5, apart: 10 })).toMatchObject([
      { together: 0, carried: 0 },
    ]);
    expect(await recordingOf("ssss", { at: NOON + 100, ms: 15, apart: 10 })).toMatchObject([
      { together: 3, carried: 0 },
    ]);
    expect(await recordingOf("ssss", { at: NOON + 10, ms: 25, apart: 10 })).toMatchObject([
      { together: 3, carried: 2 },
    ]);
  });

  it("has latencies by bucket, of what says something about the dependency", async () => {
    expect(await recordingOf("sfi", { ms: 12 })).toMatchObject([{ latency: [7, 2] }]);
  });

  it("counts slow calls by the policy in force when the second began, where latencies do not tell", async () => {
    let slowFrom: number | null = 110;
    const statistics = new CallStatistics({ now: () => NOON, slowFrom: () => slowFrom });
    for (const [second, ms] of [105, 110, 120, 90].entries()) {
      for (const each of [ms, 101]) statistics.executed("api", "success", each, NOON + second * 1000);
    }
    slowFrom = null;
    statistics.executed("api", "success", 105, NOON + 5000);
    slowFrom = 0.5;
    statistics.executed("api", "success", 105, NOON + 6000);
    const store = new MemoryStore();
    await statistics.flush(store, Number.POSITIVE_INFINITY);
    const calls = (await recorded(store)).map(({ slow }) => slow?.calls ?? null);
    expect(calls).toEqual([0, 1, 1, 0, null, null]);
  });

  it("costs a dozen characters for a second of ordinary traffic", async () => {
    const store = new MemoryStore();
    const statistics = new CallStatistics({ now: () => NOON });
    for (let call = 0; call < 600; call += 1)
      statistics.executed("api", "success", 20 + (call % 80), NOON + call * 100);
    await statistics.flush(store, Number.POSITIVE_INFINITY);
    const [recording] = await store.recordings("api", 0);
    expect(recording!.seconds.length).toBeLessThan(60 * 18);
  });
});

describe("a second that is recorded in parts", () => {
  const someCalls = fc.stringMatching(/^[sfir]{0,12}$/);

  it("reads as if it had been recorded in one, whatever the parts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someCalls, { minLength: 1, maxLength: 5 }), async (parts) => {
        const store = new MemoryStore();
        const statistics = new CallStatistics({ now: () => NOON, slowFrom: () => 100 });
        let at = NOON;
        for (const part of parts) {
          run(statistics, part, { at, ms: 99, apart: 7 });
          at += part.length * 7;
          await statistics.flush(store, Number.POSITIVE_INFINITY);
        }
        const whole = new CallStatistics({ now: () => NOON, slowFrom: () => 100 });
        run(whole, parts.join(""), { at: NOON, ms: 99, apart: 7 });
        const other = new MemoryStore();
        await whole.flush(other, Number.POSITIVE_INFINITY);
        expect(await recorded(store)).toEqual(await recorded(other));
      }),
      { numRuns: 200 },
    );
  });

  it("chains runs of failures from part to part", () => {
    const part = (given: Partial<RecordedSecond>): RecordedSecond => ({
      ...{ second: 0, successes: 0, failures: 0, ignored: 0, rejected: 0, lead: 0, trail: 0, longest: 0 },
      ...{ together: 0, carried: 0, slow: null, latency: [], broken: false },
      ...given,
    });
    const one = part({ successes: 1, failures: 3, lead: 1, trail: 2, longest: 2 });
    const other = part({ failures: 4, lead: 4, trail: 4, longest: 4 });
    expect(joinSeconds(one, other)).toMatchObject({ successes: 1, failures: 7, lead: 1, trail: 6, longest: 6 });
    expect(joinSeconds(other, one)).toMatchObject({ lead: 5, trail: 2, longest: 5 });
  });
});

describe("the text of a second", () => {
  it("holds all there is", () => {
    const some = fc.nat(2000);
    const second = fc.record({
      second: fc.nat(59).map((each) => NOON / 1000 + each),
      successes: some,
      failures: some,
      ignored: some,
      rejected: some,
      together: some,
      carried: some,
      slow: fc.option(fc.record({ ms: some, calls: some })),
      broken: fc.boolean(),
    });
    fc.assert(
      fc.property(second, some, some, some, fc.uniqueArray(fc.nat(29)), (given, lead, trail, longest, buckets) => {
        const hasBoth = given.successes > 0 && given.failures > 0;
        const runs = hasBoth
          ? { lead, trail, longest }
          : { lead: given.failures, trail: given.failures, longest: given.failures };
        const latency = given.successes + given.failures > 0 ? buckets.flatMap((bucket) => [bucket, bucket + 1]) : [];
        const whole: RecordedSecond = { ...given, ...runs, latency };
        expect(unpackSeconds(NOON, packSecond(whole))).toEqual([whole]);
      }),
      { numRuns: 300 },
    );
  });

  it("is made of numbers that can be put one after the other", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), fc.array(fc.nat()), (some, others) => {
        expect(numbersOfText(numbersToText(some) + numbersToText(others))).toEqual([...some, ...others]);
      }),
    );
  });
});

describe("what is recorded", () => {
  let place: FilePlace;
  beforeEach(() => {
    place = newFilePlace();
  });
  afterEach(() => place.remove());

  it("is there after a restart, in SQLite, and goes on in the second in which the process ended", async () => {
    const before = place.open();
    const statistics = new CallStatistics({ now: () => NOON + 500 });
    run(statistics, "ffss", { at: NOON - MINUTE });
    run(statistics, "sff");
    await statistics.flush(before);
    await statistics.flush(before, Number.POSITIVE_INFINITY);
    before.close();

    const after = place.open();
    const restarted = new CallStatistics({ now: () => NOON + 2000 });
    await restarted.load(after);
    run(restarted, "ffs", { at: NOON + 700 });
    await restarted.flush(after);
    expect(await recorded(after)).toMatchObject([
      { second: (NOON - MINUTE) / 1000, failures: 2, successes: 2, broken: true },
      { second: NOON / 1000, failures: 4, successes: 2, longest: 4, broken: true },
    ]);
  });

  it("is stored once it is over, and once", async () => {
    const clock = { time: NOON };
    const statistics = new CallStatistics({ now: () => clock.time });
    const store = new MemoryStore();
    run(statistics, "sf");
    await statistics.flush(store);
    expect(await recorded(store)).toEqual([]);
    clock.time += 1000;
    await Promise.all([statistics.flush(store), statistics.flush(store)]);
    await statistics.flush(store);
    expect(await recorded(store)).toMatchObject([{ successes: 1, failures: 1 }]);
  });

  it("waits while no store takes it, for an hour; then the next to be stored says that something is missing", async () => {
    const clock = { time: NOON };
    const statistics = new CallStatistics({ now: () => clock.time });
    const closed = new MemoryStore();
    closed.close();
    for (const minutes of [0, 30, 61]) {
      clock.time = NOON + minutes * MINUTE;
      run(statistics, "s", { at: clock.time });
      clock.time += 1000;
      await expect(statistics.flush(closed)).rejects.toThrow();
    }
    const store = new MemoryStore();
    await statistics.flush(store);
    expect(await recorded(store)).toMatchObject([
      { second: NOON / 1000 + 30 * 60, broken: true },
      { second: NOON / 1000 + 61 * 60, broken: false },
    ]);
  });

  it("of more circuits than memory is given to loses the oldest seconds first", async () => {
    const clock = { time: NOON };
    const statistics = new CallStatistics({ now: () => clock.time });
    const closed = new MemoryStore();
    closed.close();
    for (let second = 0; second < 130; second += 1) {
      clock.time = NOON + second * 1000;
      for (let circuit = 0; circuit < 1000; circuit += 1) {
        statistics.executed(circuit === 0 ? "api" : `circuit-${circuit}`, "success", 1, clock.time);
      }
    }
    clock.time += 1000;
    await expect(statistics.flush(closed)).rejects.toThrow();
    const store = new MemoryStore();
    await statistics.flush(store);
    const seconds = await recorded(store);
    expect(seconds.length).toBeLessThanOrEqual(100);
    expect(seconds.length).toBeGreaterThanOrEqual(59);
    expect(seconds.at(-1)?.second).toBe(NOON / 1000 + 129);
    expect(seconds[0]?.broken).toBe(true);
  });
});
