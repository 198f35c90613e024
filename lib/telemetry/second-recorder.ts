import { LATENCY_BUCKETS } from "./latency.ts";
import type { CallKind } from "./minute-counter.ts";
import { SECOND_MS } from "./minutes.ts";
import type { RecordedSecond } from "./recorded-second.ts";
import { SecondTally } from "./second-tally.ts";

/** Records one circuit by the second, and keeps what is not stored yet. */
export class SecondRecorder {
  /** Milliseconds from which on a call is slow by the policy in force, null where there is none; asked once a second. */
  readonly #slowFrom: () => number | null;
  readonly #latency = new Uint32Array(LATENCY_BUCKETS);
  #current: SecondTally | null = null;
  #waiting: RecordedSecond[] = [];
  #isBroken: boolean;
  /** When the last execution ended. */
  #lastEnd = Number.NEGATIVE_INFINITY;

  /** @param isBroken whether executions before the first one here may have gone unrecorded */
  constructor(slowFrom: () => number | null, isBroken: boolean) {
    this.#slowFrom = slowFrom;
    this.#isBroken = isBroken;
  }

  /** @param bucket the latency bucket that `ms` falls into */
  executed(kind: CallKind, ms: number, bucket: number, at: number): void {
    this.#second(at).executed(kind, ms, bucket, at - ms, this.#lastEnd);
    this.#lastEnd = at;
  }

  rejected(at: number): void {
    this.#second(at).rejected();
  }

  /** How many seconds wait to be stored. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Hands over the seconds that end by `until`, oldest first. */
  take(until: number): readonly RecordedSecond[] {
    if (this.#current !== null && this.#current.end <= until) this.#seal(this.#current);
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** Takes back what could not be stored. */
  putBack(seconds: readonly RecordedSecond[]): void {
    this.#waiting = [...seconds, ...this.#waiting];
  }

  /** Forgets what waits of the time before an instant; what follows says that something is missing. */
  forget(before: number): void {
    const kept = this.#waiting.filter(({ second }) => second * SECOND_MS >= before);
    if (kept.length === this.#waiting.length) return;
    const [first, ...rest] = kept;
    if (first === undefined) this.#isBroken = true;
    this.#waiting = first === undefined ? [] : [{ ...first, broken: true }, ...rest];
  }

  #second(at: number): SecondTally {
    if (this.#current !== null && at < this.#current.end) return this.#current;
    if (this.#current !== null) this.#seal(this.#current);
    const slowFrom = this.#slowFrom();
    // A fraction of a millisecond could not be written down; the latencies have to do then.
    this.#current = new SecondTally(at, Number.isInteger(slowFrom) ? slowFrom : null, this.#latency);
    return this.#current;
  }

  #seal(over: SecondTally): void {
    this.#waiting.push(over.sealed(this.#isBroken));
    this.#isBroken = false;
    this.#current = null;
  }
}
