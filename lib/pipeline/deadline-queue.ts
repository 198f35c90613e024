import type { Instant } from "../breaker/index.ts";
import type { Clock } from "../registry/clock.ts";

/** Something with a deadline. The queue writes its fields. */
export interface Timed {
  dueAt: Instant;
  previous: Timed | null;
  following: Timed | null;
  /** Called when the deadline passes: it has to take itself off the queue. */
  expire(): void;
}

/**
 * Deadlines that all lie equally far ahead when they are set, so that they pass in the order in which they were
 * set, and one timer serves them all: adding and removing costs a few nanoseconds where a timer each costs hundreds.
 */
export class DeadlineQueue {
  readonly #ms: number;
  readonly #clock: Clock;
  #first: Timed | null = null;
  #last: Timed | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Whose deadline the timer was set for. */
  #awaited: Timed | null = null;

  constructor(ms: number, clock: Clock) {
    this.#ms = ms;
    this.#clock = clock;
  }

  add(timed: Timed, now: Instant): void {
    timed.dueAt = now + this.#ms;
    timed.previous = this.#last;
    if (this.#last === null) this.#first = timed;
    else this.#last.following = timed;
    this.#last = timed;
    if (this.#timer === null) this.#arm(timed, this.#ms);
    else if (timed.previous === null) this.#timer.ref();
  }

  /** Takes off what `add` has put on. */
  remove(timed: Timed): void {
    const { previous, following } = timed;
    if (previous === null) this.#first = following;
    else previous.following = following;
    if (following === null) this.#last = previous;
    else following.previous = previous;
    if (this.#awaited === timed) this.#awaited = null;
    // The timer stays, to serve the next one, but keeps no process alive for nobody.
    if (this.#first === null) this.#timer?.unref();
  }

  #arm(timed: Timed, ms: number): void {
    this.#awaited = timed;
    this.#timer = setTimeout(() => this.#fire(), ms);
  }

  #fire(): void {
    const awaited = this.#awaited;
    const now = this.#clock.now();
    this.#timer = null;
    for (let due = this.#first; due !== null && (due === awaited || due.dueAt <= now); due = this.#first) {
      due.expire();
    }
    // What expired may have added to the queue, and so have set the timer.
    if (this.#first !== null && this.#timer === null) this.#arm(this.#first, Math.max(1, this.#first.dueAt - now));
  }
}

/** The queues by length. */
export class DeadlineQueues {
  readonly #clock: Clock;
  readonly #queues = new Map<number, DeadlineQueue>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The queue for deadlines that lie so many seconds ahead. */
  of(seconds: number): DeadlineQueue {
    let queue = this.#queues.get(seconds);
    if (queue === undefined) {
      queue = new DeadlineQueue(seconds * 1000, this.#clock);
      this.#queues.set(seconds, queue);
    }
    return queue;
  }
}
