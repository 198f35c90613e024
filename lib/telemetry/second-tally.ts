import { packLatencies, slowerCalls } from "./latency-counts.ts";
import type { CallKind } from "./minute-counter.ts";
import { SECOND_MS } from "./minutes.ts";
import type { RecordedSecond } from "./recorded-second.ts";

/** One second of a circuit while it lasts. Counting a call takes some ten nanoseconds. */
export class SecondTally {
  /** When it begins and ends, in milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** Milliseconds from which on a call is slow; null where nobody asks. */
  readonly #slowFrom: number | null;
  readonly #latency: Uint32Array;
  #successes = 0;
  #failures = 0;
  #ignored = 0;
  #rejected = 0;
  #lead = 0;
  #run = 0;
  #longest = 0;
  #together = 0;
  #carried = 0;
  #slow = 0;

  /** @param latency a full list of zeros to count buckets in; `sealed` leaves it as it was */
  constructor(at: number, slowFrom: number | null, latency: Uint32Array) {
    this.start = Math.floor(at / SECOND_MS) * SECOND_MS;
    this.end = this.start + SECOND_MS;
    this.#slowFrom = slowFrom;
    this.#latency = latency;
  }

  /**
   * @param bucket the latency bucket that `ms` falls into
   * @param began when it began
   * @param lastEnd when the execution ended that ended before it
   */
  executed(kind: CallKind, ms: number, bucket: number, began: number, lastEnd: number): void {
    if (began < lastEnd) this.#together += 1;
    if (began < this.start) this.#carried += 1;
    if (kind === "ignored") {
      this.#ignored += 1;
      return;
    }
    this.#latency[bucket]! += 1;
    if (this.#slowFrom !== null && ms >= this.#slowFrom) this.#slow += 1;
    if (kind === "failure") {
      this.#failures += 1;
      this.#run += 1;
      if (this.#run > this.#longest) this.#longest = this.#run;
    } else {
      if (this.#successes === 0) this.#lead = this.#run;
      this.#successes += 1;
      this.#run = 0;
    }
  }

  rejected(): void {
    this.#rejected += 1;
  }

  /** The second as it is recorded, now that it is over. */
  sealed(broken: boolean): RecordedSecond {
    const latency = packLatencies(this.#latency);
    this.#latency.fill(0);
    const ms = this.#slowFrom;
    return {
      second: this.start / SECOND_MS,
      successes: this.#successes,
      failures: this.#failures,
      ignored: this.#ignored,
      rejected: this.#rejected,
      lead: this.#successes === 0 ? this.#run : this.#lead,
      trail: this.#run,
      longest: this.#longest,
      together: this.#together,
      carried: this.#carried,
      slow: ms === null || slowerCalls(latency, ms).most === 0 ? null : { ms, calls: this.#slow },
      latency,
      broken,
    };
  }
}
