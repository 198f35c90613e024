/** Seconds since the show began; it begins again when somebody comes to watch. */
export class ShowClock {
  readonly #now: () => number;
  #began: number;

  /** @param now milliseconds of a clock that never runs backwards */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#began = now();
  }

  seconds(): number {
    return (this.#now() - this.#began) / 1000;
  }

  restart(): void {
    this.#began = this.#now();
  }
}
