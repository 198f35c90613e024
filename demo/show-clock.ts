/** Seconds that people have to sign in before the show begins without them. */
const PATIENCE_SECONDS = 30;

/** Seconds since the show began: 0 until somebody comes to watch, or does not come in time. */
export class ShowClock {
  readonly #now: () => number;
  #begins: number;

  /** @param now milliseconds of a clock that never runs backwards */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#begins = now() + PATIENCE_SECONDS * 1000;
  }

  seconds(): number {
    return Math.max(0, this.#now() - this.#begins) / 1000;
  }

  /** Begins now, from the start, whether or not it has begun already. */
  begin(): void {
    this.#begins = this.#now();
  }
}
