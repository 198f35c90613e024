import type { Instant } from "../circuit.ts";
import type { Counts, Window } from "./window.ts";

/** How finely a window rolls: it reaches back its length, less at most one bucket. */
const BUCKETS = 10;

/** The calls of the last seconds, in buckets that are dropped as a whole. Adding a call takes the same time always. */
export class TimeWindow implements Window {
  calls = 0;
  failures = 0;
  slow = 0;
  bad = 0;
  /** Milliseconds. */
  readonly #width: number;
  readonly #calls = new Uint32Array(BUCKETS);
  readonly #failures = new Uint32Array(BUCKETS);
  readonly #slow = new Uint32Array(BUCKETS);
  readonly #bad = new Uint32Array(BUCKETS);
  /** The number of the newest bucket, counted from the epoch; below zero while there is none. */
  #newest = -1;
  /** The latest instant that it was told of. */
  #latest: Instant = 0;

  constructor(seconds: number) {
    this.#width = (seconds * 1000) / BUCKETS;
  }

  add(failed: boolean, slow: boolean, now: Instant): void {
    this.roll(now);
    this.#count(1, failed ? 1 : 0, slow ? 1 : 0, failed || slow ? 1 : 0);
  }

  roll(now: Instant): void {
    const bucket = Math.floor(now / this.#width);
    // A clock that went back finds its calls in the newest bucket: nothing is counted twice or lost.
    for (let each = Math.max(this.#newest + 1, oldestBeside(bucket)); each <= bucket; each += 1) {
      this.#drop(each % BUCKETS);
    }
    this.#newest = Math.max(this.#newest, bucket);
    this.#latest = Math.max(this.#latest, now);
  }

  at(now: Instant): Counts {
    const counts = { calls: 0, failures: 0, slow: 0 };
    const newest = Math.max(this.#newest, Math.floor(now / this.#width));
    for (let each = oldestBeside(newest); each <= this.#newest; each += 1) {
      const index = each % BUCKETS;
      counts.calls += this.#calls[index]!;
      counts.failures += this.#failures[index]!;
      counts.slow += this.#slow[index]!;
    }
    return counts;
  }

  takeOver(previous: Window): void {
    if (!(previous instanceof TimeWindow)) return;
    for (let each = oldestBeside(previous.#newest); each <= previous.#newest; each += 1) {
      const index = each % BUCKETS;
      // At the end of its bucket, so that nothing grows older by being taken over; but never ahead of the clock.
      this.roll(Math.min((each + 1) * previous.#width - 1, previous.#latest));
      this.#count(previous.#calls[index]!, previous.#failures[index]!, previous.#slow[index]!, previous.#bad[index]!);
    }
  }

  #count(calls: number, failures: number, slow: number, bad: number): void {
    const index = this.#newest % BUCKETS;
    this.#calls[index]! += calls;
    this.#failures[index]! += failures;
    this.#slow[index]! += slow;
    this.#bad[index]! += bad;
    this.calls += calls;
    this.failures += failures;
    this.slow += slow;
    this.bad += bad;
  }

  #drop(index: number): void {
    this.calls -= this.#calls[index]!;
    this.failures -= this.#failures[index]!;
    this.slow -= this.#slow[index]!;
    this.bad -= this.#bad[index]!;
    this.#calls[index] = 0;
    this.#failures[index] = 0;
    this.#slow[index] = 0;
    this.#bad[index] = 0;
  }
}

/** The oldest bucket that a window holds whose newest is this one. */
function oldestBeside(newest: number): number {
  return Math.max(0, newest - BUCKETS + 1);
}
