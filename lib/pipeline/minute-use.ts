import type { Crew } from "./allowance.ts";
import { Share, type ToldShare } from "./share.ts";

const MINUTE_MS = 60_000;
/** A heartbeat, after which a share may have grown. */
const SHARE_RETRY_AFTER_SECONDS = 5;

/**
 * Counts the executions of one workspace in windows of one minute. Alone, a window starts with its first execution; where
 * processes divide the limit, windows are the minutes of the clock that they share. The count is kept apart from the
 * limit, so that another limit takes effect at once.
 */
export class MinuteUse {
  readonly share: Share;
  readonly #isAligned: boolean;
  #start = Number.NEGATIVE_INFINITY;
  #used = 0;
  /** Executions and refusals of this window, and of the one before it. */
  #asked = 0;
  #askedBefore = 0;

  /** @param isAligned whether windows are the clock's minutes */
  constructor(crew: Crew, isAligned: boolean) {
    this.share = new Share(crew);
    this.#isAligned = isAligned;
  }

  /** Counts one execution. Null where the limit allows it; else whole seconds until it may be worth asking again. */
  consume(limit: number, now: number): number | null {
    this.#moveOn(now);
    this.#asked += 1;
    const allowed = this.share.of(limit);
    if (this.#used >= allowed) return this.#secondsLeft(now, allowed < limit);
    // A refused execution is none: it must not use up what a raised limit would allow.
    this.#used += 1;
    return null;
  }

  /** What to tell the others: the need is what was asked for in this window or the one before it. */
  announce(limit: number, now: number): ToldShare {
    this.#moveOn(now);
    const need = Math.min(limit, Math.max(this.#asked, this.#askedBefore));
    return this.share.announce(limit, need, this.#used);
  }

  #moveOn(now: number): void {
    const end = this.#start + MINUTE_MS;
    if (now >= this.#start && now < end) return;
    this.#askedBefore = now >= end && now < end + MINUTE_MS ? this.#asked : 0;
    this.#start = this.#isAligned ? Math.floor(now / MINUTE_MS) * MINUTE_MS : now;
    this.#used = 0;
    this.#asked = 0;
  }

  #secondsLeft(now: number, mayGrow: boolean): number {
    const left = Math.ceil((this.#start + MINUTE_MS - now) / 1000);
    return mayGrow ? Math.min(left, SHARE_RETRY_AFTER_SECONDS) : left;
  }
}
