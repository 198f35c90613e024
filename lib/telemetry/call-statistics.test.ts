import { describe, expect, it } from "vitest";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { CallStatistics } from "./call-statistics.ts";

const NOON = Date.UTC(2026, 0, 10, 12, 0, 0);
const MINUTE = 60_000;

function at(start: number) {
  const clock = { time: start };
  return { clock, statistics: new CallStatistics({ now: () => clock.time }) };
}

const opened = (time: number, from: "closed" | "half_open" = "closed") =>
  ({
    kind: "opened",
    at: time,
    generation: 2,
    from,
    verdict: { by: "consecutive", failures: 5, limit: 5 },
    openings: 1,
    consecutiveFailures: 5,
    recoverAt: time + 1000,
    dossier: { failures: [], groups: [], policyRevision: 1 },
  }) as const;

describe("the last hour of a circuit", () => {
  it("has sixty minutes, the current one last", () => {
    const { clock, statistics } = at(NOON);
    statistics.executed("api", "success", 5, NOON);
    clock.time += 3 * MINUTE;
    statistics.executed("api", "failure", 5, clock.time);
    statistics.executed("api", "failure", 5, clock.time);
    const { calls, failures } = statistics.activity("api", "closed", NOON - 90 * MINUTE);
    expect(calls).toHaveLength(60);
    expect([calls.at(-1), calls.at(-4), failures.at(-1), failures.at(-4)]).toEqual([2, 1, 2, 0]);
  });

  it("forgets what is older than an hour", async () => {
    const { clock, statistics } = at(NOON);
    statistics.executed("api", "success", 5, NOON);
    clock.time += 61 * MINUTE;
    await statistics.flush(new MemoryStore());
    expect(statistics.activity("api", "closed", 0).calls.every((count) => count === 0)).toBe(true);
    expect(statistics.of("api").unstored("api")).toEqual([]);
  });

  it("shows the worst state of each minute, and nothing before the circuit began to be", () => {
    const { clock, statistics } = at(NOON);
    statistics.onEvents("api", [opened(NOON + 10_000)]);
    statistics.onEvents("api", [{ kind: "half_opened", at: NOON + MINUTE + 30_000, generation: 3 }]);
    statistics.onEvents("api", [{ kind: "closed", at: NOON + 2 * MINUTE + 5_000, generation: 4, successes: 1 }]);
    clock.time = NOON + 3 * MINUTE + 1;
    const { states } = statistics.activity("api", "closed", NOON - 2 * MINUTE);
    expect(states.slice(-6)).toBe("ccoohc");
    expect(states.slice(0, -6)).toBe("-".repeat(54));
  });

  it("leaves calls that say nothing of the dependency out of the success rate", () => {
    const { statistics } = at(NOON);
    for (const kind of ["success", "success", "success", "failure", "ignored"] as const) {
      statistics.executed("api", kind, 1, NOON);
    }
    expect(statistics.activity("api", "closed", 0).successRate).toBe(0.75);
  });
});

describe("totals", () => {
  it("go on over the minutes, and outlast the hour", async () => {
    const { clock, statistics } = at(NOON);
    for (let minute = 0; minute < 90; minute += 1) {
      statistics.executed("api", "success", 2, clock.time);
      statistics.rejected("api", clock.time);
      clock.time += MINUTE;
    }
    await statistics.flush(new MemoryStore());
    expect(statistics.of("api").totals).toMatchObject({ success: 90, rejected: 90, ms: 180 });
  });

  it("are nothing for a circuit that was never called, however often one looks", () => {
    const { statistics } = at(NOON);
    statistics.activity("idle", "closed", 0);
    expect(statistics.of("idle").totals).toMatchObject({ success: 0, failure: 0, ignored: 0, rejected: 0, ms: 0 });
    expect(statistics.of("idle")).toBe(statistics.of("another"));
  });
});

describe("calls avoided", () => {
  it("count from when the circuit last opened out of health, and go on when a probe fails", () => {
    const { statistics } = at(NOON);
    statistics.onEvents("api", [opened(NOON)]);
    statistics.rejected("api", NOON);
    statistics.onEvents("api", [opened(NOON + 10, "half_open")]);
    statistics.rejected("api", NOON + 20);
    expect(statistics.activity("api", "open", 0)).toMatchObject({ callsAvoided: 2, tripsToday: 2 });
    statistics.onEvents("api", [opened(NOON + 30)]);
    expect(statistics.activity("api", "open", 0).callsAvoided).toBe(0);
    expect(statistics.avoidedToday).toBe(2);
  });

  it("begin anew at midnight UTC", () => {
    const { clock, statistics } = at(NOON);
    statistics.rejected("api", NOON);
    clock.time = Date.UTC(2026, 0, 11, 0, 0, 1);
    expect(statistics.avoidedToday).toBe(0);
  });
});

describe("what is counted", () => {
  it("is stored once, however often it is flushed, and is there after a restart", async () => {
    const store = new MemoryStore(() => NOON);
    const { clock, statistics } = at(NOON);
    statistics.executed("api", "success", 12, NOON);
    statistics.rejected("api", NOON);
    await statistics.flush(store);
    await statistics.flush(store);
    statistics.executed("api", "failure", 12, NOON);
    await statistics.flush(store);
    expect(await store.counts(0)).toMatchObject([{ successes: 1, failures: 1, rejected: 1 }]);

    const restarted = new CallStatistics({ now: () => clock.time });
    await restarted.load(store);
    const { calls, failures, rejected } = restarted.activity("api", "closed", 0);
    expect([calls.at(-1), failures.at(-1), rejected.at(-1), restarted.avoidedToday]).toEqual([2, 1, 1, 1]);
    await restarted.flush(store);
    expect(await store.counts(0)).toMatchObject([{ successes: 1, failures: 1, rejected: 1 }]);
  });

  it("is stored once where two flushes overlap", async () => {
    const { statistics } = at(NOON);
    const store = new MemoryStore(() => NOON);
    statistics.executed("api", "success", 12, NOON);
    await Promise.all([statistics.flush(store), statistics.flush(store)]);
    expect(await store.counts(0)).toMatchObject([{ successes: 1 }]);
  });

  it("is stored whole although its minute ends before it is flushed", async () => {
    const { clock, statistics } = at(NOON);
    const store = new MemoryStore(() => NOON);
    statistics.executed("api", "success", 12, NOON);
    await statistics.flush(store);
    statistics.executed("api", "failure", 12, NOON);
    clock.time += MINUTE;
    statistics.executed("api", "success", 12, clock.time);
    await statistics.flush(store);
    expect(await store.counts(0)).toMatchObject([
      { minute: NOON, successes: 1, failures: 1 },
      { minute: NOON + MINUTE, successes: 1, failures: 0 },
    ]);
  });

  it("is forgotten after an hour even where no store took it", async () => {
    const { clock, statistics } = at(NOON);
    const closed = new MemoryStore();
    closed.close();
    statistics.executed("api", "success", 12, NOON);
    clock.time += 61 * MINUTE;
    await expect(statistics.flush(closed)).rejects.toThrow();
    expect(statistics.of("api").unstored("api")).toEqual([]);
  });

  it("goes on in the minute in which the process was restarted", async () => {
    const store = new MemoryStore(() => NOON);
    const before = at(NOON).statistics;
    before.executed("api", "success", 12, NOON);
    await before.flush(store);
    const { statistics } = at(NOON + 1000);
    await statistics.load(store);
    statistics.executed("api", "failure", 12, NOON + 1000);
    expect(statistics.activity("api", "closed", 0)).toMatchObject({ successRate: 0.5 });
    expect(statistics.of("api").totals).toMatchObject({ success: 0, failure: 1 });
    await statistics.flush(store);
    expect(await store.counts(0)).toMatchObject([{ successes: 1, failures: 1 }]);
  });

  it("is kept for the next flush where the store could not take it", async () => {
    const { statistics } = at(NOON);
    statistics.executed("api", "success", 12, NOON);
    const closed = new MemoryStore();
    closed.close();
    await expect(statistics.flush(closed)).rejects.toThrow();
    const store = new MemoryStore();
    await statistics.flush(store);
    expect(await store.counts(0)).toMatchObject([{ successes: 1 }]);
  });
});
