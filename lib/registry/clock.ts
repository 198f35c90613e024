import type { Instant } from "../breaker/index.ts";

/** Where a process takes its time from. */
export interface Clock {
  /** Never runs backwards while the process lives. */
  now(): Instant;
}

/** The property is a getter, and as slow as the clock itself until it is compiled. */
const { timeOrigin } = performance;

/** Starts at the wall clock and goes on monotonically, so that a clock that is set back or forth changes nothing. */
export const systemClock: Clock = {
  now: () => Math.floor(timeOrigin + performance.now()),
};
