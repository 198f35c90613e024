import type { Instant } from "../circuit.ts";
import type { Window } from "./window.ts";

/** How finely a window rolls: it reaches back its length, less at most one bucket. */
const BUCKETS = 10;

/** The calls of the last seconds, in buckets that are dropped as a whole. Adding a call takes the same time always. */
export class TimeWindow implements Window {
  calls = 0;
  failures = 0;
  slow = 0;
  /** Milliseconds. */
  readonly #width: number;
  readonly #calls = new Uint32Array(BUCKETS);
  readonly #failures = new Uint32Array(BUCKETS);
  readonly #slow = new Uint32Array(BUCKETS);
  /** The number of the newest bucket, counted from the epoch. */
  #newest = Number.NEGATIVE_INFINITY;

  constructor(seconds: number) {
    this.#width = (seconds * 1000) / BUCKETS;
  }

  add(failed: boolean, slow: boolean, now: Instant): void {
    this.roll(now);
    this.#count(1, failed ? 1 : 0, slow ? 1 : 0);
  }

  roll(now: Instant): void {
    const bucket = Math.floor(now / this.#width);
    // A clock that went back finds its calls in the newest bucket: nothing is counted twice or lost.
    for (let each = Math.max(this.#newest + 1, bucket - BUCKETS + 1); each <= bucket; each += 1)
      this.#drop(each % BUCKETS);
    this.#newest = Math.max(this.#newest, bucket);
  }

  takeOver(previous: Window): void {
    if (!(previous instanceof TimeWindow) || previous.calls === 0) return;
    for (let each = previous.#newest - BUCKETS + 1; each <= previous.#newest; each += 1) {
      const index = each % BUCKETS;
      // The end of its bucket: nothing grows older by being taken over.
      this.roll((each + 1) * previous.#width - 1);
      this.#count(previous.#calls[index]!, previous.#failures[index]!, previous.#slow[index]!);
    }
  }

  #count(calls: number, failures: number, slow: number): void {
    const index = this.#newest % BUCKETS;
    this.#calls[index]! += calls;
    this.#failures[index]! += failures;
    this.#slow[index]! += slow;
    this.calls += calls;
    this.failures += failures;
    this.slow += slow;
  }

  #drop(index: number): void {
    this.calls -= this.#calls[index]!;
    this.failures -= this.#failures[index]!;
    this.slow -= this.#slow[index]!;
    this.#calls[index] = 0;
    this.#failures[index] = 0;
    this.#slow[index] = 0;
  }
}
