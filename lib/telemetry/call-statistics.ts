import { setImmediate } from "node:timers/promises";
import type { CircuitEvent, CircuitState } from "../breaker/index.ts";
import type { Recorder } from "../pipeline/analytics.ts";
import type { Store, StoredEvent } from "../stores/store.ts";
import { type Activity, CircuitStatistics } from "./circuit-statistics.ts";
import type { CallKind } from "./minute-counter.ts";
import { DAY_MS, oldestMinute, startOfDay } from "./minutes.ts";
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

  constructor({ now, slowFrom = () => null }: CallStatisticsOptions) {
    this.#now = now;
    this.#slowFrom = slowFrom;
    this.#day = startOfDay(now());
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
    const openSince = new Map<string, number>();
    for (const event of (await this.#recentEvents(store, since)).reverse()) {
      const state = stateAfter(event.kind, event.details);
      if (event.circuit === null || state === null) continue;
      const tripped = event.kind === "opened" && event.details.from === "closed";
      if (tripped) openSince.set(event.circuit, event.at);
      this.#counting(event.circuit).changed(state, event.at, tripped);
    }
    for (const counts of await store.counts(since)) {
      if (counts.minute >= this.#day) this.#avoidedToday += counts.rejected;
      if (counts.minute >= hour) this.#counting(counts.circuit).restore(counts, openSince.get(counts.circuit) ?? null);
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

  async #flush(store: Store, until: number): Promise<void> {
    try {
      for (const some of chunksOf(this.#recorders())) {
        await storeRecordings(some, store, until);
        await setImmediate();
      }
      for (const some of chunksOf([...this.#active])) {
        const unstored = some.flatMap(([circuit, statistics]) => statistics.unstored(circuit));
        if (unstored.length > 0) await store.addCounts(unstored.map(({ counts }) => counts));
        for (const { done } of unstored) done();
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
