import type { CircuitEvent, CircuitState } from "../breaker/index.ts";
import type { Recorder } from "../pipeline/analytics.ts";
import type { Store, StoredEvent } from "../stores/store.ts";
import { type Activity, CircuitStatistics, KEPT_MINUTES, startOfDay } from "./circuit-statistics.ts";
import { type CallKind, MINUTE_MS, minuteOf } from "./minute-counter.ts";

/** Events that are read at start at the most: enough for a day with a trip every few seconds. */
const LOADED_EVENTS = 20_000;
const PAGE = 1000;

/** Counts every execution by circuit: the last hour in memory by minute, longer in the store. */
export class CallStatistics implements Recorder {
  readonly #now: () => number;
  readonly #circuits = new Map<string, CircuitStatistics>();
  #avoidedToday = 0;
  #day: number;

  constructor({ now }: { now: () => number }) {
    this.#now = now;
    this.#day = startOfDay(now());
  }

  executed(circuit: string, kind: CallKind, ms: number, at: number): void {
    this.of(circuit).executed(kind, ms, at);
  }

  rejected(circuit: string, at: number): void {
    this.#rollOver();
    this.#avoidedToday += 1;
    this.of(circuit).rejected(at);
  }

  /** Takes note of what happened to a circuit. */
  onEvents(circuit: string, events: readonly CircuitEvent[]): void {
    for (const event of events) {
      const state = stateAfter(event.kind, event);
      if (state === null) continue;
      this.of(circuit).changed(state, event.at, event.kind === "opened" && event.from === "closed");
    }
  }

  /** The counts of one circuit. */
  of(circuit: string): CircuitStatistics {
    const known = this.#circuits.get(circuit);
    if (known !== undefined) return known;
    const statistics = new CircuitStatistics();
    this.#circuits.set(circuit, statistics);
    return statistics;
  }

  /** What went through a circuit that is in this state, and began to be at `since`. */
  activity(circuit: string, state: CircuitState, since: number): Activity {
    return this.of(circuit).activity(state, since, this.#now());
  }

  /** Executions that circuits refused since midnight UTC. */
  get avoidedToday(): number {
    this.#rollOver();
    return this.#avoidedToday;
  }

  /** Reads what was stored of the last hour, and of today what the panel shows by day. */
  async load(store: Store): Promise<void> {
    const now = this.#now();
    const hour = minuteOf(now) - KEPT_MINUTES * MINUTE_MS;
    const openSince = new Map<string, number>();
    for (const event of (await this.#recentEvents(store, Math.min(hour, this.#day))).reverse()) {
      const state = stateAfter(event.kind, event.details);
      if (event.circuit === null || state === null) continue;
      const tripped = event.kind === "opened" && event.details.from === "closed";
      if (tripped) openSince.set(event.circuit, event.at);
      this.of(event.circuit).changed(state, event.at, tripped);
    }
    for (const counts of await store.counts(Math.min(hour, this.#day))) {
      if (counts.minute >= this.#day) this.#avoidedToday += counts.rejected;
      if (counts.minute >= hour) this.of(counts.circuit).restore(counts, openSince.get(counts.circuit) ?? null);
    }
  }

  /**
   * Stores what was counted since the last time.
   * @throws StoreError where it could not be; it is tried again with the next call
   */
  async flush(store: Store): Promise<void> {
    const unstored = [...this.#circuits].flatMap(([circuit, statistics]) => statistics.unstored(circuit));
    if (unstored.length > 0) await store.addCounts(unstored.map(({ counts }) => counts));
    for (const { done } of unstored) done();
    const now = this.#now();
    for (const statistics of this.#circuits.values()) statistics.forget(now);
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

  #rollOver(): void {
    const today = startOfDay(this.#now());
    if (today === this.#day) return;
    this.#day = today;
    this.#avoidedToday = 0;
  }
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
