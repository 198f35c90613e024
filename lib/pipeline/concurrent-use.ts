import type { Crew } from "./allowance.ts";
import { Share, type ToldShare } from "./share.ts";

/** Counts the executions of one workspace that run at a time. */
export class ConcurrentUse {
  readonly share: Share;
  #running = 0;
  /** The most that ran at a time, and how often there was no slot, since this was last told. */
  #peak = 0;
  #refused = 0;

  constructor(crew: Crew) {
    this.share = new Share(crew);
  }

  get running(): number {
    return this.#running;
  }

  /** Takes a slot; false where the limit does not allow another one. */
  take(limit: number): boolean {
    if (this.#running >= this.share.of(limit)) {
      this.#refused += 1;
      return false;
    }
    this.#running += 1;
    if (this.#running > this.#peak) this.#peak = this.#running;
    return true;
  }

  /** Gives a slot back that was taken. */
  release(): void {
    this.#running -= 1;
  }

  /** What to tell the others. */
  announce(limit: number): ToldShare {
    const need = Math.min(limit, this.#peak + this.#refused);
    this.#peak = this.#running;
    this.#refused = 0;
    return this.share.announce(limit, need, this.#running);
  }
}
