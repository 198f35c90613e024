import type { Instant } from "../breaker/index.ts";
import type { Clock } from "./clock.ts";

/** The longest delay that a Node timer takes; a later deadline is looked at again by then. */
const LONGEST_DELAY = 2_147_483_647;

interface Due {
  tick(): void;
}

/** One timer for the earliest deadline of all circuits, so that what time changes happens without traffic. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #waiting = new Map<Due, Instant>();
  #timer: NodeJS.Timeout | null = null;
  #firesAt: Instant = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets when `due` wants its next tick; `Infinity` takes it off. */
  set(due: Due, at: Instant): void {
    if (at === Number.POSITIVE_INFINITY) {
      this.#waiting.delete(due);
      return;
    }
    this.#waiting.set(due, at);
    if (at < this.#firesAt) this.#arm(at);
  }

  /** Ticks everything whose deadline has passed. Called by the timer; tests with a clock of their own call it too. */
  fire(): void {
    const now = this.#clock.now();
    this.#firesAt = Number.POSITIVE_INFINITY;
    for (const [due, at] of this.#waiting) {
      if (at > now) continue;
      this.#waiting.delete(due);
      due.tick();
    }
    let earliest: Instant = Number.POSITIVE_INFINITY;
    for (const at of this.#waiting.values()) earliest = Math.min(earliest, at);
    this.#arm(earliest);
  }

  close(): void {
    this.#waiting.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #arm(at: Instant): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#firesAt = at;
    if (at === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(1, at - this.#clock.now()), LONGEST_DELAY);
    this.#timer = setTimeout(() => this.fire(), delay);
    this.#timer.unref();
  }
}
