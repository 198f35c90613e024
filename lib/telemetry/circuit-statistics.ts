import type { CircuitState } from "../breaker/index.ts";
import type { MinuteCounts } from "../stores/store.ts";
import { latencyQuantile } from "./latency.ts";
import { CallCounter, type CallKind, MINUTE_MS, MinuteCounter, minuteOf } from "./minute-counter.ts";

/** Minutes that are kept in memory. */
export const KEPT_MINUTES = 60;

/** What went through one circuit in the last hour. */
export interface Activity {
  /** Executions in the last full minute. */
  readonly callsPerMinute: number;
  readonly successRate: number | null;
  readonly p95Ms: number | null;
  readonly callsAvoided: number;
  readonly tripsToday: number;
  /** Oldest minute first. */
  readonly states: string;
  readonly calls: number[];
  readonly failures: number[];
  readonly rejected: number[];
}

interface Change {
  readonly at: number;
  readonly state: CircuitState;
}

const LETTERS: Readonly<Record<CircuitState, string>> = { closed: "c", half_open: "h", open: "o" };
const SEVERITY: Readonly<Record<CircuitState, number>> = { closed: 0, half_open: 1, open: 2 };

/** The counts of one circuit: of the last hour by minute, and in all since the process started. */
export class CircuitStatistics {
  /** Since the process started. */
  readonly totals = new CallCounter();
  /** Milliseconds that all executions took together since the process started. */
  totalMs = 0;
  readonly #minutes = new Map<number, MinuteCounter>();
  #changes: Change[] = [];
  #trips: number[] = [];
  #avoided = 0;

  executed(kind: CallKind, ms: number, at: number): void {
    this.#minute(at).count(kind, ms);
    this.totals.count(kind, ms);
    this.totalMs += ms;
  }

  rejected(at: number): void {
    this.#minute(at).rejected += 1;
    this.totals.rejected += 1;
    this.#avoided += 1;
  }

  /** The circuit changed its state; `tripped` where it opened out of health and not again. */
  changed(state: CircuitState, at: number, tripped: boolean): void {
    this.#changes.push({ at, state });
    if (state === "open") this.#trips.push(at);
    if (tripped) this.#avoided = 0;
  }

  restore(counts: MinuteCounts, openSince: number | null): void {
    const counter = new MinuteCounter(counts.minute);
    counter.restore(counts);
    this.#minutes.set(counts.minute, counter);
    if (openSince !== null && counts.minute >= minuteOf(openSince)) this.#avoided += counts.rejected;
  }

  /** Counts that are not stored yet. */
  unstored(circuit: string) {
    return [...this.#minutes.values()].map((minute) => minute.unstored(circuit)).filter((each) => each !== null);
  }

  /** Forgets what is older than an hour or, of trips, than a day. */
  forget(now: number): void {
    const oldest = minuteOf(now) - KEPT_MINUTES * MINUTE_MS;
    for (const minute of this.#minutes.keys()) if (minute < oldest) this.#minutes.delete(minute);
    const last = this.#changes.findLastIndex(({ at }) => at <= oldest);
    if (last > 0) this.#changes = this.#changes.slice(last);
    const midnight = startOfDay(now);
    if ((this.#trips[0] ?? midnight) < midnight) this.#trips = this.#trips.filter((at) => at >= midnight);
  }

  /** @param since when the circuit began to be */
  activity(state: CircuitState, since: number, now: number): Activity {
    const current = minuteOf(now);
    const minutes = Array.from(
      { length: KEPT_MINUTES },
      (_, index) => current - (KEPT_MINUTES - 1 - index) * MINUTE_MS,
    );
    const counters = minutes.map((minute) => this.#minutes.get(minute));
    const hour = new CallCounter();
    for (const counter of counters) if (counter !== undefined) addTo(hour, counter);
    const judged = hour.success + hour.failure;
    return {
      callsPerMinute: this.#minutes.get(current - MINUTE_MS)?.calls ?? counters.at(-1)?.calls ?? 0,
      successRate: judged === 0 ? null : hour.success / judged,
      p95Ms: latencyQuantile(hour.latency, 0.95),
      callsAvoided: this.#avoided,
      tripsToday: this.#trips.filter((at) => at >= startOfDay(now)).length,
      states: minutes.map((minute) => (minute + MINUTE_MS <= since ? "-" : this.#worst(minute, state))).join(""),
      calls: counters.map((counter) => counter?.calls ?? 0),
      failures: counters.map((counter) => counter?.failure ?? 0),
      rejected: counters.map((counter) => counter?.rejected ?? 0),
    };
  }

  #worst(minute: number, now: CircuitState): string {
    const before = this.#changes.findLast(({ at }) => at < minute);
    const during = this.#changes.filter(({ at }) => at >= minute && at < minute + MINUTE_MS);
    // Without any change on record the state has always been what it is now.
    const first = this.#changes.length === 0 ? now : (before?.state ?? "closed");
    const worst = during.reduce<CircuitState>(
      (state, change) => (SEVERITY[change.state] > SEVERITY[state] ? change.state : state),
      first,
    );
    return LETTERS[worst];
  }

  #minute(at: number): MinuteCounter {
    const minute = minuteOf(Math.floor(at));
    const known = this.#minutes.get(minute);
    if (known !== undefined) return known;
    const counter = new MinuteCounter(minute);
    this.#minutes.set(minute, counter);
    return counter;
  }
}

/** Midnight UTC of the day that an instant lies in. */
export function startOfDay(now: number): number {
  return now - (now % (24 * 60 * MINUTE_MS));
}

function addTo(sum: CallCounter, counter: CallCounter): void {
  const { success, failure, ignored, rejected, latency } = counter;
  sum.add({ successes: success, failures: failure, ignored, rejected, latency: [...latency] });
}
