import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";

const WINDOW_SECONDS = 60;

/**
 * Counts executions in windows of one minute, which start with a name's first. The count is kept apart from the
 * limit, so that another limit takes effect at once.
 */
export class MinuteLimit {
  // The limiter only counts: its own limit is out of reach.
  readonly #limiter: RateLimiterMemory;
  readonly #windowSeconds: number;

  constructor(windowSeconds = WINDOW_SECONDS) {
    this.#windowSeconds = windowSeconds;
    this.#limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: windowSeconds });
  }

  /** Counts one execution. Null where `most` allows it; else whole seconds until it may be worth asking again. */
  async consume(name: string, most: number): Promise<number | null> {
    const counted = await this.#limiter.consume(name);
    if (counted.consumedPoints <= most) return null;
    // A refused execution is none: it must not use up what a raised limit would allow.
    await this.#limiter.reward(name);
    return this.#secondsLeft(counted);
  }

  #secondsLeft(counted: RateLimiterRes): number {
    // The limiter reads the wall clock: where that was set back, its own figure would be too long.
    return Math.min(this.#windowSeconds, Math.max(1, Math.ceil(counted.msBeforeNext / 1000)));
  }
}
