/** Something that was put off; it can still be called off. */
export interface Timer {
  /** Whoever waits for nothing else need not wait for it. */
  unref(): unknown;
}

/** What waits: for the store to answer, for a deadline, for the next attempt. */
export interface Timers {
  /** Milliseconds from some beginning; never runs backwards. */
  now(): number;
  /** Does `what` in `ms` milliseconds, unless it is cleared before. */
  set(what: () => void, ms: number): Timer;
  clear(timer: Timer | undefined): void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  set: (what, ms) => setTimeout(what, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};
