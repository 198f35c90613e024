import { REMEMBER_WRITES_MS } from "../limits.ts";
import type { Swap, Version } from "../store.ts";

interface Write {
  readonly version: Version;
  readonly at: number;
}

/** The swaps of the last 10 minutes, so that a repeat is known as one. */
export class RecentWrites {
  readonly #writes = new Map<string, Write>();

  /** The version that this swap made before; undefined where it is no repeat. */
  find(swap: Swap, now: number): Version | undefined {
    const write = this.#writes.get(keyOf(swap));
    return write === undefined || write.at < now - REMEMBER_WRITES_MS ? undefined : write.version;
  }

  add(swap: Swap, version: Version, now: number): void {
    this.#writes.set(keyOf(swap), { version, at: now });
    for (const [key, write] of this.#writes) {
      if (write.at >= now - REMEMBER_WRITES_MS) break;
      this.#writes.delete(key);
    }
  }
}

function keyOf(swap: Swap): string {
  return JSON.stringify([swap.writeId, swap.collection, swap.id]);
}
