/** The calls that have reached a dependency within the last second. */
export class Load {
  readonly #arrivals: number[] = [];

  /** The load with a call that arrives now. */
  add(second: number): number {
    this.#arrivals.push(second);
    while (this.#arrivals[0]! <= second - 1) this.#arrivals.shift();
    return this.#arrivals.length;
  }
}
