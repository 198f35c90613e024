import { describe, expect, it } from "vitest";
import { newCircuit } from "../breaker/index.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { type MinuteCounts, StoreError } from "../stores/store.ts";
import { CallStatistics } from "./call-statistics.ts";

const NOON = Date.UTC(2026, 0, 10, 12, 0, 0);
const MINUTE = 60_000;

/** Two instances that share a store and a clock. */
function pair(store = new MemoryStore(() => NOON)) {
  const clock = { time: NOON };
  const instance = () => new CallStatistics({ now: () => clock.time });
  return { clock, store, one: instance(), other: instance() };
}

const shown = (statistics: CallStatistics) => statistics.activity("api", "closed", 0);
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

async function exchange(store: MemoryStore, ...all: CallStatistics[]): Promise<void> {
  for (const each of all) await each.flush(store);
  for (const each of all) await each.readBack(store);
}

/** Has counts at once, and says so a little later. */
class LateToTell extends MemoryStore {
  has = Promise.withResolvers<void>();

  override async addCounts(counts: readonly MinuteCounts[]): Promise<void> {
    super.addCounts(counts);
    this.has.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("instances that share a store", () => {
  it("each show what all did, and count no call of their own twice", async () => {
    const { clock, store, one, other } = pair();
    one.executed("api", "success", 5, NOON);
    other.executed("api", "failure", 5, NOON);
    other.rejected("api", NOON);
    for (let round = 0; round < 3; round += 1) await exchange(store, one, other);
    for (const each of [one, other]) {
      const { calls, failures, rejected, successRate } = shown(each);
      expect([calls.at(-1), failures.at(-1), rejected.at(-1), successRate]).toEqual([2, 1, 1, 0.5]);
      expect(each.avoidedToday).toBe(1);
    }
    clock.time += MINUTE;
    await exchange(store, one, other);
    expect([sum(shown(one).calls), sum(shown(other).calls)]).toEqual([2, 2]);
    expect(await store.counts(0)).toMatchObject([{ successes: 1, failures: 1, rejected: 1 }]);
  });

  it("add at once what they have not stored yet", async () => {
    const { store, one, other } = pair();
    other.executed("api", "success", 5, NOON);
    one.executed("api", "success", 5, NOON);
    await exchange(store, one, other);
    one.executed("api", "failure", 5, NOON);
    expect(shown(one)).toMatchObject({ successRate: 2 / 3 });
    expect(sum(shown(one).calls)).toBe(3);
  });

  it("are told by the minute, with what is not stored yet, and what is on its way is told once", async () => {
    const slow = new LateToTell(() => NOON);
    const { clock, one, other } = pair(slow);
    one.executed("api", "success", 5, NOON);
    other.executed("api", "failure", 5, NOON);
    await other.flush(slow);
    slow.has = Promise.withResolvers();
    const flushed = one.flush(slow);
    await slow.has.promise;
    const told = await one.minutes(slow, "api", NOON);
    await flushed;
    one.executed("api", "ignored", 5, clock.time);
    const later = await one.minutes(slow, "api", NOON);
    const callsOf = (minutes: readonly MinuteCounts[]) =>
      sum(minutes.flatMap(({ successes, failures, ignored }) => [successes, failures, ignored]));
    expect([callsOf(told), callsOf(later)]).toEqual([2, 3]);
    expect(await one.minutes(slow, "api", NOON + MINUTE)).toEqual([]);
  });

  it("never show fewer calls than a moment ago, while counts come and go", async () => {
    const { clock, store, one, other } = pair();
    let [last, expected] = [0, 0];
    const look = () => {
      const now = sum(shown(one).calls);
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    };
    for (let second = 0; second < 150; second += 1) {
      for (const [index, each] of [one, other].entries()) {
        each.executed("api", second % 3 === 0 ? "failure" : "success", second, clock.time);
        expected += 1;
        look();
        if (second % 10 !== index * 7) continue;
        const flushed = each.flush(store).then(look);
        const read = each.readBack(store).then(look);
        look();
        await Promise.all([flushed, read]);
      }
      clock.time += 1000;
    }
    await exchange(store, one, other);
    expect(sum(shown(one).calls)).toBe(expected);
    expect(shown(one).p95Ms).toBe(shown(other).p95Ms);
  });

  it("show a circuit that only others call, and for an hour", async () => {
    const { clock, store, one, other } = pair();
    one.executed("api", "failure", 40, NOON);
    await exchange(store, one, other);
    expect(shown(other)).toMatchObject({ successRate: 0 });
    expect(other.of("api").totals).toMatchObject({ failure: 0 });
    clock.time += 61 * MINUTE;
    await exchange(store, one, other);
    expect(sum(shown(other).calls)).toBe(0);
  });

  it("keep apart, after a restart, what was there before from what others add", async () => {
    const { clock, store, one, other } = pair();
    one.executed("api", "success", 5, NOON);
    await exchange(store, one, other);
    const restarted = new CallStatistics({ now: () => clock.time });
    await restarted.load(store);
    restarted.executed("api", "success", 5, NOON);
    other.executed("api", "success", 5, NOON);
    await exchange(store, restarted, other);
    expect([sum(shown(restarted).calls), sum(shown(other).calls)]).toEqual([3, 3]);
  });

  it("tell what they called themselves from what others did", async () => {
    const { store, one, other } = pair();
    one.executed("api", "failure", 5, NOON);
    one.executed("api", "success", 5, NOON);
    other.executed("mail", "success", 5, NOON);
    other.rejected("api", NOON);
    await exchange(store, one, other);
    expect([...one.ownSince(NOON)]).toEqual([["api", { calls: 2, failures: 1 }]]);
    expect([...other.ownSince(NOON)]).toEqual([["mail", { calls: 1, failures: 0 }]]);
    expect([...one.ownSince(NOON + MINUTE)]).toEqual([]);
  });

  it("learn after an outage what others counted during it", async () => {
    const { clock, store, one, other } = pair();
    await exchange(store, one, other);
    other.executed("api", "success", 5, NOON + MINUTE);
    clock.time += 10 * MINUTE;
    await exchange(store, one);
    // The other finds the store back later.
    await other.flush(store);
    await one.readBack(store);
    expect(sum(shown(one).calls)).toBe(1);
  });

  it("show when another one's circuit changed its state, once", async () => {
    const { clock, one } = pair();
    const closed = newCircuit("api", NOON);
    const open = { ...closed, state: "open", since: NOON + 1000, openedAt: 0, recoverAt: 0, wait: 0 } as const;
    one.onLearned(closed, open);
    one.onLearned(open, { ...open, lastError: { at: NOON, message: "late", group: "late" } });
    clock.time += MINUTE;
    const { states, tripsToday } = one.activity("api", "open", NOON + 1000);
    expect([states.at(-2), states.at(-1), tripsToday]).toEqual(["o", "o", 1]);
  });

  it("count the executions that others' circuits refused since the circuit last opened", async () => {
    const { clock, store, one, other } = pair();
    other.rejected("api", NOON);
    await exchange(store, other, one);
    clock.time += MINUTE;
    const dossier = { failures: [], groups: [], policyRevision: 1 };
    const verdict = { by: "consecutive", failures: 5, limit: 5 } as const;
    one.onEvents("api", [
      {
        kind: "opened",
        at: clock.time,
        generation: 2,
        from: "closed",
        verdict,
        openings: 1,
        consecutiveFailures: 5,
        recoverAt: clock.time + 1000,
        dossier,
      },
    ]);
    other.rejected("api", clock.time);
    other.rejected("api", clock.time);
    await exchange(store, other, one);
    expect(shown(one).callsAvoided).toBe(2);
    expect(one.avoidedToday).toBe(3);
  });
});

/** Keeps what it is given, and loses the reply. */
class LostReplies extends MemoryStore {
  override addCounts(counts: readonly MinuteCounts[]): void {
    super.addCounts(counts);
    throw new StoreError("outcome_unknown", "no reply");
  }
}

it("does not send counts again that may have been stored", async () => {
  const { store, one } = pair(new LostReplies(() => NOON));
  one.executed("api", "success", 5, NOON);
  await expect(one.flush(store)).rejects.toThrow("no reply");
  await one.flush(store);
  await one.readBack(store);
  expect(await store.counts(0)).toMatchObject([{ successes: 1 }]);
  expect(sum(shown(one).calls)).toBe(1);
});

it("shows no fewer calls where the store lost its last writes", async () => {
  const { store, one, other } = pair();
  one.executed("api", "success", 5, NOON);
  other.executed("api", "success", 5, NOON);
  await exchange(store, one, other);
  const restored = new MemoryStore(() => NOON);
  other.executed("api", "success", 5, NOON);
  await exchange(restored, other, one);
  expect([sum(shown(one).calls), sum(shown(other).calls)]).toEqual([2, 3]);
});
