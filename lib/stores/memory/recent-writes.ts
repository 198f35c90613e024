import { REMEMBER_WRITES_MS } from "../limits.ts";
import type { Collection, Swap, Version } from "../store.ts";

interface Write {
  readonly collection: Collection;
  readonly id: string;
  readonly writeId: string;
  /** Of the version that it made. */
  readonly number: number;
  readonly at: number;
  /** The write after it. */
  next: Write | null;
}

/**
 * The swaps of the last 10 minutes, so that a repeat is known as one. Every swap is added and hardly one is ever looked
 * for: adding one only lengthens a list, and the map is brought up to date by whoever looks.
 */
export class RecentWrites {
  readonly #map = new Map<string, Write>();
  #oldest: Write | null = null;
  #newest: Write | null = null;
  /** The oldest that is not in the map; those after it are not either. */
  #unmapped: Write | null = null;

  /** The version that this swap made before; undefined where it is no repeat. */
  find(swap: Swap, now: number): Version | undefined {
    for (let write = this.#unmapped; write !== null; write = write.next) this.#map.set(keyOf(write), write);
    this.#unmapped = null;
    const write = this.#map.get(keyOf(swap));
    if (write === undefined || isForgotten(write, now)) return undefined;
    return { number: write.number, writeId: write.writeId };
  }

  add({ collection, id, writeId }: Swap, number: number, now: number): void {
    this.#forget(now);
    const write: Write = { collection, id, writeId, number, at: now, next: null };
    if (this.#oldest === null) this.#oldest = write;
    else this.#newest!.next = write;
    this.#newest = write;
    this.#unmapped ??= write;
  }

  #forget(now: number): void {
    for (let write = this.#oldest; write !== null && isForgotten(write, now); write = write.next) {
      this.#oldest = write.next;
      if (this.#unmapped === write) this.#unmapped = write.next;
      else if (this.#map.get(keyOf(write)) === write) this.#map.delete(keyOf(write));
    }
  }
}

/** A time that is far ahead is that of a clock which was put back since: kept, it would never become old. */
function isForgotten(write: Write, now: number): boolean {
  return Math.abs(now - write.at) > REMEMBER_WRITES_MS;
}

function keyOf({ writeId, collection, id }: Pick<Swap, "writeId" | "collection" | "id">): string {
  return JSON.stringify([writeId, collection, id]);
}
