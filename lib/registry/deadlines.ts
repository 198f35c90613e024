import type { Instant } from "../breaker/index.ts";
import type { Clock } from "./clock.ts";
import { EarliestFirst } from "./earliest-first.ts";

/** The longest delay that a Node timer takes; a later deadline is looked at again by then. */
const LONGEST_DELAY = 2_147_483_647;
/** How many the timer ticks in one turn of the event loop, so that nothing else waits long. */
const TICKS_PER_TURN = 100;
/** How many that were taken off may wait to be forgotten beside those that are due. */
const FORGOTTEN = 1000;

interface Due {
  tick(): void;
}

/** One timer for the earliest deadline of all circuits, so that what time changes happens without traffic. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #waiting = new Map<Due, Instant>();
  /** Every deadline that was set; one that `#waiting` no longer has is passed over. */
  #order = new EarliestFirst<Due>();
  #timer: NodeJS.Timeout | null = null;
  #firesAt: Instant = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets when `due` wants its next tick; `Infinity` takes it off. */
  set(due: Due, at: Instant): void {
    if (at === Number.POSITIVE_INFINITY) {
      if (this.#waiting.delete(due)) this.#forget();
      return;
    }
    if (this.#closed || this.#waiting.get(due) === at) return;
    this.#waiting.set(due, at);
    this.#order.add(at, due);
    this.#forget();
    if (at < this.#firesAt) this.#arm(at);
  }

  /** Ticks what has a deadline that has passed, at most `most`. */
  fire(most = Number.POSITIVE_INFINITY): void {
    const now = this.#clock.now();
    for (let left = most; left > 0 && this.#earliest() <= now; left -= 1) {
      const due = this.#order.first!.value;
      this.#order.removeFirst();
      this.#waiting.delete(due);
      due.tick();
    }
    this.#arm(this.#earliest());
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
    this.#order.clear();
    this.#arm(Number.POSITIVE_INFINITY);
  }

  #earliest(): Instant {
    for (let entry = this.#order.first; entry !== undefined; entry = this.#order.first) {
      if (this.#waiting.get(entry.value) === entry.at) return entry.at;
      this.#order.removeFirst();
    }
    return Number.POSITIVE_INFINITY;
  }

  #forget(): void {
    if (this.#order.size <= 2 * this.#waiting.size + FORGOTTEN) return;
    this.#order = new EarliestFirst();
    for (const [due, at] of this.#waiting) this.#order.add(at, due);
  }

  #arm(at: Instant): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#firesAt = at;
    if (at === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(1, at - this.#clock.now()), LONGEST_DELAY);
    this.#timer = setTimeout(() => this.fire(TICKS_PER_TURN), delay);
    this.#timer.unref();
  }
}
