interface Entry<T> {
  readonly value: T;
  readonly at: number;
  /** Where in the heap it is. */
  place: number;
}

/** Values with a time each, of which the earliest is always at hand: a binary heap that knows the place of each. */
export class EarliestFirst<T> {
  readonly #entries: Entry<T>[] = [];
  readonly #entryOf = new Map<T, Entry<T>>();

  get size(): number {
    return this.#entries.length;
  }

  /** The earliest; undefined where there is none. */
  get first(): Readonly<Entry<T>> | undefined {
    return this.#entries[0];
  }

  /** Puts a value in, or at another time where it is in already. */
  set(value: T, at: number): void {
    this.delete(value);
    const entry = { value, at, place: this.size };
    this.#entryOf.set(value, entry);
    this.#put(entry, entry.place);
  }

  delete(value: T): void {
    const entry = this.#entryOf.get(value);
    if (entry === undefined) return;
    this.#entryOf.delete(value);
    const last = this.#entries.pop()!;
    if (last !== entry) this.#put(last, entry.place);
  }

  clear(): void {
    this.#entries.length = 0;
    this.#entryOf.clear();
  }

  /** Puts an entry where there is a hole, or where its time belongs: what stands in its way moves into the hole. */
  #put(entry: Entry<T>, hole: number): void {
    const parent = (hole - 1) >> 1;
    const left = 2 * hole + 1;
    const child = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
    if (hole > 0 && this.#at(parent) > entry.at) this.#move(parent, hole, entry);
    else if (this.#at(child) < entry.at) this.#move(child, hole, entry);
    else {
      entry.place = hole;
      this.#entries[hole] = entry;
    }
  }

  #move(from: number, hole: number, entry: Entry<T>): void {
    const moved = this.#entries[from]!;
    moved.place = hole;
    this.#entries[hole] = moved;
    this.#put(entry, from);
  }

  #at(index: number): number {
    return this.#entries[index]?.at ?? Number.POSITIVE_INFINITY;
  }
}
