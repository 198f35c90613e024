import type { CircuitState } from "../breaker/index.ts";
import type { MinuteCounts } from "../stores/store.ts";
import { latencyBucket, latencyQuantile } from "./latency.ts";
import { addLatencies, emptyLatencies, packLatencies } from "./latency-counts.ts";
import { type CallKind, callsIn, MinuteCounter, NOTHING, type Tally } from "./minute-counter.ts";
import { KEPT_MINUTES, MINUTE_MS, minuteOf, oldestMinute } from "./minutes.ts";
import { type OthersMinute, othersOf } from "./others-minute.ts";
import { SecondRecorder } from "./second-recorder.ts";
import { StateChanges } from "./state-changes.ts";

/** What went through one circuit in the last hour. */
export interface Activity {
  /** Executions in the last full minute; in the current one where that is the first. */
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

/** Counts since the process started. */
export interface Totals extends Tally {
  /** Milliseconds that all executions took together. */
  readonly ms: number;
}

const NONE: readonly never[] = Object.freeze([]);

/**
 * The counts of one circuit: of the last hour by minute, and in all since the process started; and what is recorded of
 * it by the second and not stored yet. What this process counted is kept apart from what the store has beyond that: the
 * sum is what all did, and no call of one's own is in it twice. Only the current minute and second have a full list of latency buckets; a
 * circuit without traffic keeps its totals and nothing else.
 */
export class CircuitStatistics {
  /** Whether there is anything to store or to forget. */
  isActive = false;
  readonly #changes = new StateChanges();
  #current: MinuteCounter | null = null;
  /** When the current minute ends. */
  #end = Number.NEGATIVE_INFINITY;
  /** Minutes that are over, oldest first. */
  #past: readonly MinuteCounter[] = NONE;
  /** Of minutes that are over. */
  #totals: Totals = { ...NOTHING, ms: 0 };
  /** Oldest first. */
  #others: readonly OthersMinute[] = NONE;
  #avoided = 0;
  /** When it last opened out of health. */
  #trippedAt = Number.POSITIVE_INFINITY;
  readonly #slowFrom: () => number | null;
  #seconds: SecondRecorder | null = null;
  #wasRecorded = false;

  /** @param slowFrom milliseconds from which on a call is slow by the policy in force; null where there is no such limit */
  constructor(slowFrom: () => number | null = () => null) {
    this.#slowFrom = slowFrom;
  }

  executed(kind: CallKind, ms: number, at: number): void {
    const bucket = latencyBucket(ms);
    this.#minute(at).count(kind, ms, bucket);
    this.#recorder().executed(kind, ms, bucket, at);
  }

  rejected(at: number): void {
    this.#minute(at).rejected += 1;
    this.#avoided += 1;
    this.#recorder().rejected(at);
  }

  /** What is recorded by the second and not stored yet; null where nothing is. */
  get seconds(): SecondRecorder | null {
    return this.#seconds;
  }

  /** The circuit changed its state; `tripped` where it opened out of health and not again. */
  changed(state: CircuitState, at: number, tripped: boolean): void {
    this.#changes.note(state, at);
    if (!tripped) return;
    this.#avoided = 0;
    this.#trippedAt = at;
  }

  /**
   * Takes note of what the store has of a minute, after this process stored all that `unstored` gave it.
   * @returns how many refused executions of others that were not known of
   */
  learn(stored: MinuteCounts): number {
    const { minute } = stored;
    const own = this.#own.filter((counter) => counter.minute === minute).map((counter) => counter.stored);
    const before = this.#others.find((others) => others.minute === minute);
    const others = othersOf(stored, own, before);
    this.#others = [...this.#others.filter((each) => each !== before), others].sort((a, b) => a.minute - b.minute);
    const news = others.rejected - (before?.rejected ?? 0);
    if (minute >= minuteOf(this.#trippedAt)) this.#avoided += news;
    return news;
  }

  /** Executions that this process ran from a minute on (inclusive), and how many of them failed. */
  ownSince(minute: number): { readonly calls: number; readonly failures: number } {
    let [calls, failures] = [0, 0];
    for (const counter of this.#own) {
      if (counter.minute < minute) continue;
      calls += callsIn(counter);
      failures += counter.failure;
    }
    return { calls, failures };
  }

  get totals(): Totals {
    return this.#current === null ? this.#totals : added(this.#totals, this.#current);
  }

  /** Counts that are not stored yet. */
  unstored(circuit: string) {
    return this.#own.filter((minute) => minute.isUnstored).map((minute) => minute.unstored(circuit));
  }

  /** Forgets what is older than an hour or, of trips, than a day. */
  forget(now: number): void {
    if (now >= this.#end) this.#seal();
    const oldest = oldestMinute(now);
    if ((this.#past[0]?.minute ?? oldest) < oldest) this.#past = this.#past.filter(({ minute }) => minute >= oldest);
    if ((this.#others[0]?.minute ?? oldest) < oldest)
      this.#others = this.#others.filter(({ minute }) => minute >= oldest);
    const isChanging = this.#changes.forget(now);
    this.#seconds?.forget(oldest);
    this.isActive = isChanging || this.#own.length + this.#others.length > 0;
    if (!this.isActive) this.#seconds = null;
  }

  /** @param since when the circuit began to be */
  activity(state: CircuitState, since: number, now: number): Activity {
    const [calls, failures, rejected] = [emptyHour(), emptyHour(), emptyHour()];
    const latency = emptyLatencies();
    let successes = 0;
    const oldest = oldestMinute(now);
    const own = this.#own.map((counter) => ({ minute: counter.minute, ...counter.tally() }));
    for (const { minute, ...tally } of [...this.#others, ...own]) {
      const index = (minute - oldest) / MINUTE_MS;
      if (index < 0 || index >= KEPT_MINUTES) continue;
      addLatencies(latency, tally.latency);
      successes += tally.success;
      calls[index] = (calls[index] ?? 0) + callsIn(tally);
      failures[index] = (failures[index] ?? 0) + tally.failure;
      rejected[index] = (rejected[index] ?? 0) + tally.rejected;
    }
    const judged = successes + failures.reduce((sum, count) => sum + count, 0);
    const isFirst = calls.slice(0, -1).every((count) => count === 0);
    return {
      callsPerMinute: calls.at(isFirst ? -1 : -2) ?? 0,
      successRate: judged === 0 ? null : successes / judged,
      p95Ms: latencyQuantile(latency, 0.95),
      callsAvoided: this.#avoided,
      tripsToday: this.#changes.tripsToday(now),
      states: this.#changes.strip(state, since, now),
      calls,
      failures,
      rejected,
    };
  }

  /** What this process counted, oldest minute first. */
  get #own(): readonly MinuteCounter[] {
    return this.#current === null ? this.#past : [...this.#past, this.#current];
  }

  #recorder(): SecondRecorder {
    // Before the first call that this process records there may be some that another one did not store.
    this.#seconds ??= new SecondRecorder(this.#slowFrom, !this.#wasRecorded);
    this.#wasRecorded = true;
    return this.#seconds;
  }

  #minute(at: number): MinuteCounter {
    if (this.#current !== null && at < this.#end) return this.#current;
    const latencies = this.#seal();
    const minute = minuteOf(at);
    this.#current = new MinuteCounter(minute, latencies);
    this.#end = minute + MINUTE_MS;
    return this.#current;
  }

  /** The current minute is over. Returns its list of latency buckets for the next. */
  #seal(): number[] | null {
    const over = this.#current;
    if (over === null) return null;
    const latencies = over.seal();
    this.#past = [...this.#past.filter(({ minute }) => minute >= oldestMinute(over.minute)), over];
    this.#totals = added(this.#totals, over);
    this.#current = null;
    return latencies;
  }
}

function added(totals: Totals, counter: MinuteCounter): Totals {
  const tally = counter.tally();
  const latency = emptyLatencies();
  addLatencies(latency, totals.latency);
  addLatencies(latency, tally.latency);
  return {
    success: totals.success + tally.success,
    failure: totals.failure + tally.failure,
    ignored: totals.ignored + tally.ignored,
    rejected: totals.rejected + tally.rejected,
    latency: packLatencies(latency),
    ms: totals.ms + counter.ms,
  };
}

function emptyHour(): number[] {
  return new Array<number>(KEPT_MINUTES).fill(0);
}
