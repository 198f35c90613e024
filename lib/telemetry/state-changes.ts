import type { CircuitState } from "../breaker/index.ts";
import { KEPT_MINUTES, MINUTE_MS, oldestMinute, startOfDay } from "./minutes.ts";

interface Change {
  readonly at: number;
  readonly state: CircuitState;
}

const LETTERS: Readonly<Record<CircuitState, string>> = { closed: "c", half_open: "h", open: "o" };
const SEVERITY: Readonly<Record<CircuitState, number>> = { closed: 0, half_open: 1, open: 2 };
const NONE: readonly never[] = Object.freeze([]);

/** When one circuit changed its state, in the last hour, and when it opened, today. */
export class StateChanges {
  /** Oldest first. The first one may be older than an hour: it says how the hour began. */
  #changes: readonly Change[] = NONE;
  #trips: readonly number[] = NONE;

  note(state: CircuitState, at: number): void {
    this.#changes = [...this.#changes, { at, state }];
    if (state === "open") this.#trips = [...this.#trips, at];
  }

  /** Times that the circuit opened since midnight UTC. */
  tripsToday(now: number): number {
    const midnight = startOfDay(now);
    return this.#trips.filter((at) => at >= midnight).length;
  }

  /**
   * The worst state of each minute of the last hour, a letter each, oldest first; `-` before the circuit began to be.
   * @param state what it is now
   * @param since when it began to be
   */
  strip(state: CircuitState, since: number, now: number): string {
    // Without any change on record the state has always been what it is now.
    let held = this.#changes.length === 0 ? state : "closed";
    let following = 0;
    const oldest = oldestMinute(now);
    const letters = Array.from({ length: KEPT_MINUTES }, (_, index) => {
      const end = oldest + (index + 1) * MINUTE_MS;
      let worst: CircuitState | null = null;
      for (let change = this.#changes[following]; change !== undefined && change.at < end; ) {
        if (change.at >= end - MINUTE_MS) worst = worse(worst ?? held, change.state);
        held = change.state;
        following += 1;
        change = this.#changes[following];
      }
      return end <= since ? "-" : LETTERS[worst ?? held];
    });
    return letters.join("");
  }

  /** Forgets what is no longer asked for. False where nothing is left that may be forgotten later. */
  forget(now: number): boolean {
    const oldest = oldestMinute(now);
    const last = this.#changes.findLastIndex(({ at }) => at <= oldest);
    if (last > 0) this.#changes = this.#changes.slice(last);
    const midnight = startOfDay(now);
    if ((this.#trips[0] ?? midnight) < midnight) this.#trips = this.#trips.filter((at) => at >= midnight);
    return this.#changes.length > 1 || this.#trips.length > 0;
  }
}

function worse(one: CircuitState, other: CircuitState): CircuitState {
  return SEVERITY[other] > SEVERITY[one] ? other : one;
}
