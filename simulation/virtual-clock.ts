import type { Instant } from "../lib/breaker/index.ts";
import type { Clock } from "../lib/registry/index.ts";

/** When every trial begins. */
const START: Instant = Date.UTC(2026, 1, 12, 12);

/** Stands still until it is told to go on, so that ten minutes pass in a moment and always alike. */
export class VirtualClock implements Clock {
  #now = START;

  now(): Instant {
    return this.#now;
  }

  /** Goes on to so many milliseconds after the beginning. */
  goTo(ms: number): void {
    this.#now = START + ms;
  }
}
