/** Numbers from 0 that are joined to sets, by union and find. */
export class Sets {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  join(a: number, b: number): void {
    const [first, second] = [this.#find(a), this.#find(b)];
    this.#parents[Math.max(first, second)] = Math.min(first, second);
  }

  /** Each set, and its numbers, in rising order. */
  groups(): number[][] {
    return [...Map.groupBy(this.#parents.keys(), (each) => this.#find(each)).values()];
  }

  #find(index: number): number {
    let root = index;
    while (this.#parents[root] !== root) {
      // Halves the way for whoever comes next.
      this.#parents[root] = this.#parents[this.#parents[root]!]!;
      root = this.#parents[root]!;
    }
    return root;
  }
}
