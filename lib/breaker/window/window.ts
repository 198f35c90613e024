import type { Instant } from "../circuit.ts";

/** What became of the calls of a window that were sent. */
export interface Counts {
  readonly calls: number;
  readonly failures: number;
  readonly slow: number;
}

/** The last calls of a circuit, as one process saw them. Its counts are those at the last `roll` or `add`. */
export interface Window extends Counts {
  /** Calls that failed, were slow, or both. */
  readonly bad: number;
  add(failed: boolean, slow: boolean, now: Instant): void;
  /** Drops what has grown too old by `now`. */
  roll(now: Instant): void;
  /** What it would hold if it were rolled to `now`. Reads only. */
  at(now: Instant): Counts;
  /** Takes over what another window holds, as far as both are of the same kind. */
  takeOver(previous: Window): void;
}
