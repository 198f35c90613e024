import type { Instant } from "../breaker/index.ts";
import type { Clock } from "./clock.ts";
import { EarliestFirst } from "./earliest-first.ts";
import { systemTimers, type Timer, type Timers } from "./timers.ts";

/** The longest delay that a Node timer takes; a later deadline is looked at again by then. */
const LONGEST_DELAY = 2_147_483_647;
/** How many the timer ticks in one turn of the event loop, so that nothing else waits long. */
const TICKS_PER_TURN = 100;

interface Due {
  tick(): void;
}

/** One timer for the earliest deadline of all circuits, so that what time changes happens without traffic. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #waiting = new EarliestFirst<Due>();
  #timer: Timer | undefined;
  #firesAt: Instant = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(clock: Clock, timers: Timers = systemTimers) {
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Sets when `due` wants its next tick; `Infinity` takes it off. */
  set(due: Due, at: Instant): void {
    if (at === Number.POSITIVE_INFINITY) {
      this.#waiting.delete(due);
      return;
    }
    if (this.#closed) return;
    this.#waiting.set(due, at);
    if (at < this.#firesAt) this.#arm(at);
  }

  /** Ticks what has a deadline that has passed, at most `most`. */
  fire(most = Number.POSITIVE_INFINITY): void {
    const now = this.#clock.now();
    for (let left = most; left > 0 && this.#earliest() <= now; left -= 1) {
      const due = this.#waiting.first!.value;
      this.#waiting.delete(due);
      due.tick();
    }
    this.#arm(this.#earliest());
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
    this.#arm(Number.POSITIVE_INFINITY);
  }

  #earliest(): Instant {
    return this.#waiting.first?.at ?? Number.POSITIVE_INFINITY;
  }

  #arm(at: Instant): void {
    this.#timers.clear(this.#timer);
    this.#firesAt = at;
    if (at === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(1, at - this.#clock.now()), LONGEST_DELAY);
    this.#timer = this.#timers.set(() => this.fire(TICKS_PER_TURN), delay);
    this.#timer.unref();
  }
}
