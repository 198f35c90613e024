/** Counts what runs at a time, by name. A name with nothing running costs nothing. */
export class Slots {
  readonly #taken = new Map<string, number>();

  /** Takes one of `most` slots; false where all are taken. */
  take(name: string, most: number): boolean {
    const taken = this.#taken.get(name) ?? 0;
    if (taken >= most) return false;
    this.#taken.set(name, taken + 1);
    return true;
  }

  /** Gives a slot back that was taken. */
  release(name: string): void {
    const left = (this.#taken.get(name) ?? 0) - 1;
    if (left > 0) this.#taken.set(name, left);
    else this.#taken.delete(name);
  }
}
