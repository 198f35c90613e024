interface Entry<T> {
  readonly at: number;
  readonly value: T;
}

/** Values of which the earliest is always at hand: a binary heap. */
export class EarliestFirst<T> {
  readonly #entries: Entry<T>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** The earliest; undefined where there is none. */
  get first(): Entry<T> | undefined {
    return this.#entries[0];
  }

  add(at: number, value: T): void {
    const entry = { at, value };
    let hole = this.#entries.push(entry) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.#at(parent) <= at) break;
      this.#entries[hole] = this.#entries[parent]!;
      hole = parent;
    }
    this.#entries[hole] = entry;
  }

  removeFirst(): void {
    const last = this.#entries.pop();
    if (last === undefined || this.#entries.length === 0) return;
    let hole = 0;
    for (;;) {
      const left = 2 * hole + 1;
      const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(child) >= last.at) break;
      this.#entries[hole] = this.#entries[child]!;
      hole = child;
    }
    this.#entries[hole] = last;
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #at(index: number): number {
    return this.#entries[index]?.at ?? Number.POSITIVE_INFINITY;
  }
}
