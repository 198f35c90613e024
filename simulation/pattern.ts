/** What a dependency does with the calls that reach it. */
export interface Dependency {
  /**
   * Whether it answers a call well, and after how many milliseconds.
   *
   * @param second of the trial
   * @param luck from 0 to just below 1: the call is good where it lies below the chance of success
   * @param spread from 0 to just below 1: where its duration lies between the shortest and the longest
   */
  answer(second: number, luck: number, spread: number): { readonly isGood: boolean; readonly ms: number };
}

/** A way in which a dependency fails. */
export interface Pattern {
  readonly name: string;
  /** What happens, for people. */
  readonly story: string;
  readonly seconds: number;
  readonly callsPerSecond: number;
  /** The share of all calls that could be answered well at a second: what a guard that knew everything would get. */
  possible(second: number): number;
  /** A new one, at its beginning. */
  dependency(): Dependency;
}
