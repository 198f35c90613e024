import { setImmediate } from "node:timers/promises";
import type { Circuit, CircuitEvent, CircuitState } from "../breaker/index.ts";
import type { Recorder } from "../pipeline/analytics.ts";
import { type MinuteCounts, type Store, type StoredEvent, StoreError } from "../stores/store.ts";
import { type Activity, CircuitStatistics } from "./circuit-statistics.ts";
import type { CallKind, Unstored } from "./minute-counter.ts";
import { DAY_MS, MINUTE_MS, minuteOf, oldestMinute, startOfDay } from "./minutes.ts";
import type { SecondRecorder } from "./second-recorder.ts";
import { boundRecordings, storeRecordings } from "./store-recordings.ts";

/** Events that are read at start at the most: enough for a day with a trip every few seconds. */
const LOADED_EVENTS = 20_000;
const PAGE = 1000;

/** Recorded seconds that wait in memory at the most while the store takes none: some 30 MB. */
const MOST_WAITING = 100_000;

/** Circuits that are stored in one turn of the event loop, so that calls do not wait for a store that answers at once. */
const STORED_PER_TURN = 200;

/** What is said of circuits that nothing was ever counted of. */
const NEVER_CALLED = new CircuitStatistics();

export interface CallStatisticsOptions {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds from which on a call of a circuit is slow, by the policy in force; null where it sets no such limit. */
  slowFrom?(circuit: string): number | null;
}

/**
 * Counts every execution by circuit: the last hour in memory by minute, longer in the store; and records them by the
 * second, in the store alone. A circuit without a call costs nothing here.
 */
export class CallStatistics implements Recorder {
  readonly #now: () => number;
  readonly #slowFrom: (circuit: string) => number | null;
  readonly #circuits = new Map<string, CircuitStatistics>();
  /** Those of which there is something to store or to forget. */
  readonly #active = new Map<string, CircuitStatistics>();
  #flushing: Promise<void> = Promise.resolve();
  #avoidedToday = 0;
  #day: number;
  /** When it was last read back, and when before that. */
  #readBefore: readonly [number, number];

  constructor({ now, slowFrom = () => null }: CallStatisticsOptions) {
    this.#now = now;
    this.#slowFrom = slowFrom;
    this.#day = startOfDay(now());
    this.#readBefore = [now(), now()];
  }

  executed(circuit: string, kind: CallKind, ms: number, at: number): void {
    this.#counting(circuit).executed(kind, ms, at);
  }

  rejected(circuit: string, at: number): void {
    this.#rollOver(at);
    this.#avoidedToday += 1;
    this.#counting(circuit).rejected(at);
  }

  /** Takes note of what happened to a circuit. */
  onEvents(circuit: string, events: readonly CircuitEvent[]): void {
    for (const event of events) {
      const state = stateAfter(event.kind, event);
      if (state === null) continue;
      this.#counting(circuit).changed(state, event.at, event.kind === "opened" && event.from === "closed");
    }
  }

  /** Takes note of what a circuit has become by what other processes did. */
  onLearned(before: Circuit, { id, state, since }: Circuit): void {
    if (state === before.state && since === before.since) return;
    this.#counting(id).changed(state, since, before.state === "closed" && state === "open");
  }

  /** The counts of one circuit. Looking counts nothing and keeps nothing. */
  of(circuit: string): Pick<CircuitStatistics, "totals" | "activity" | "unstored"> {
    return this.#circuits.get(circuit) ?? NEVER_CALLED;
  }

  /** What went through a circuit that is in this state, and began to be at `since`. */
  activity(circuit: string, state: CircuitState, since: number): Activity {
    return this.of(circuit).activity(state, since, this.#now());
  }

  /** Executions that circuits refused since midnight UTC. */
  get avoidedToday(): number {
    this.#rollOver(this.#now());
    return this.#avoidedToday;
  }

  /** Reads what was stored of the last hour, and of today what the panel shows by day. Called once, at start. */
  async load(store: Store): Promise<void> {
    const hour = oldestMinute(this.#now());
    const since = Math.min(hour, this.#day);
    for (const event of (await this.#recentEvents(store, since)).reverse()) {
      const state = stateAfter(event.kind, event.details);
      if (event.circuit === null || state === null) continue;
      const tripped = event.kind === "opened" && event.details.from === "closed";
      this.#counting(event.circuit).changed(state, event.at, tripped);
    }
    for (const counts of await store.counts(since)) {
      if (counts.minute >= hour) this.#learn(counts);
      else this.#avoidedToday += counts.rejected;
    }
  }

  /**
   * Stores what was counted since the last time, and what was recorded of the seconds that end by `until`: by default
   * of those that are over.
   * @throws StoreError where it could not be; it is tried again with the next call, for an hour
   */
  flush(store: Store, until = this.#now()): Promise<void> {
    // One after the other: what is on its way must not be sent again.
    const flushed = this.#flushing.then(() => this.#flush(store, until));
    this.#flushing = flushed.catch(() => {});
    return flushed;
  }

  /**
   * Reads what all who share the store have counted of the last two minutes. After an outage it goes back to before it,
   * and does so twice: others store what they kept meanwhile when they find the store back, which may be later.
   * @throws StoreError where it could not be
   */
  readBack(store: Store): Promise<void> {
    // Never while counts are on their way: what is stored has to be known to the call.
    const read = this.#flushing.then(() => this.#readBack(store));
    this.#flushing = read.catch(() => {});
    return read;
  }

  /**
   * What all who share the store counted of one circuit from a minute on (inclusive), with what this process has not
   * stored yet. A minute may be there twice, in parts.
   * @throws StoreError where it could not be read
   */
  minutes(store: Store, circuit: string, since: number): Promise<readonly MinuteCounts[]> {
    // Never while counts are on their way: they would be told twice, or not at all.
    const read = this.#flushing.then(async () => {
      const stored = await store.counts(since, [circuit]);
      const own = this.of(circuit).unstored(circuit);
      return [...stored, ...own.map(({ counts }) => counts).filter(({ minute }) => minute >= since)];
    });
    this.#flushing = read.then(
      () => {},
      () => {},
    );
    return read;
  }

  /** The circuits that this process called from a minute on (inclusive): how often, and how often that failed. */
  *ownSince(minute: number): IterableIterator<readonly [circuit: string, counts: { calls: number; failures: number }]> {
    for (const [circuit, statistics] of this.#active) {
      const counts = statistics.ownSince(minute);
      if (counts.calls > 0) yield [circuit, counts];
    }
  }

  async #readBack(store: Store): Promise<void> {
    const now = this.#now();
    this.#rollOver(now);
    const since = Math.max(oldestMinute(now), minuteOf(this.#readBefore[0]) - MINUTE_MS);
    for (const some of chunksOf(await store.counts(since))) {
      for (const counts of some) this.#learn(counts);
      await setImmediate();
    }
    this.#readBefore = [this.#readBefore[1], now];
  }

  #learn(counts: MinuteCounts): void {
    const news = this.#counting(counts.circuit).learn(counts);
    if (counts.minute >= this.#day) this.#avoidedToday += news;
  }

  async #flush(store: Store, until: number): Promise<void> {
    try {
      for (const some of chunksOf(this.#recorders())) {
        await storeRecordings(some, store, until);
        await setImmediate();
      }
      for (const some of chunksOf([...this.#active])) {
        const unstored = some.flatMap(([circuit, statistics]) => statistics.unstored(circuit));
        await storeOnce(store, unstored);
        await setImmediate();
      }
    } finally {
      this.#forget(this.#now());
    }
  }

  #recorders(): [circuit: string, recorder: SecondRecorder][] {
    return [...this.#active].flatMap(([circuit, { seconds }]) => (seconds === null ? [] : [[circuit, seconds]]));
  }

  #forget(now: number): void {
    for (const [circuit, statistics] of this.#active) {
      statistics.forget(now);
      if (statistics.isActive) continue;
      this.#active.delete(circuit);
      // Callers come and go, and so do their circuits; who makes credentials up must not leave a trace of each.
      if (circuit.includes("@")) this.#circuits.delete(circuit);
    }
    const recorders = this.#recorders().map(([, recorder]) => recorder);
    boundRecordings(recorders, MOST_WAITING, now);
  }

  #counting(circuit: string): CircuitStatistics {
    let statistics = this.#circuits.get(circuit);
    if (statistics === undefined) {
      statistics = new CircuitStatistics(() => this.#slowFrom(circuit));
      this.#circuits.set(circuit, statistics);
    }
    if (!statistics.isActive) {
      statistics.isActive = true;
      this.#active.set(circuit, statistics);
    }
    return statistics;
  }

  async #recentEvents(store: Store, since: number): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    const kinds = ["opened", "half_opened", "closed", "reset"];
    let before: number | null = null;
    do {
      const page = await store.history({ kinds, since, limit: PAGE, ...(before === null ? {} : { before }) });
      events.push(...page.events);
      before = page.nextBefore;
    } while (before !== null && events.length < LOADED_EVENTS);
    return events;
  }

  #rollOver(now: number): void {
    if (now < this.#day + DAY_MS) return;
    this.#day = startOfDay(now);
    this.#avoidedToday = 0;
  }
}

/** What may have been stored is not sent again: counts of one's own that are lost mislead less than some counted twice. */
async function storeOnce(store: Store, unstored: readonly Unstored[]): Promise<void> {
  if (unstored.length === 0) return;
  const settle = () => {
    for (const { done } of unstored) done();
  };
  try {
    await store.addCounts(unstored.map(({ counts }) => counts));
  } catch (error) {
    if (error instanceof StoreError && error.code === "outcome_unknown") settle();
    throw error;
  }
  settle();
}

function* chunksOf<T>(items: readonly T[]): IterableIterator<readonly T[]> {
  for (let start = 0; start < items.length; start += STORED_PER_TURN) yield items.slice(start, start + STORED_PER_TURN);
}

function stateAfter(kind: string, about: object): CircuitState | null {
  switch (kind) {
    case "opened":
      return "open";
    case "half_opened":
      return "half_open";
    case "closed":
      return "closed";
    case "reset":
      return "to" in about && about.to === "half_open" ? "half_open" : "closed";
    default:
      return null;
  }
}
