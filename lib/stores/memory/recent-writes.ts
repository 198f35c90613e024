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
    return write === undefined || isForgotten(write, now) ? undefined : write.version;
  }

  add(swap: Swap, version: Version, now: number): void {
    this.#writes.set(keyOf(swap), { version, at: now });
    for (const [key, write] of this.#writes) {
      if (!isForgotten(write, now)) break;
      this.#writes.delete(key);
    }
  }
}

/** A time that is far ahead is that of a clock which was put back since: kept, it would never become old. */
function isForgotten(write: Write, now: number): boolean {
  return Math.abs(now - write.at) > REMEMBER_WRITES_MS;
}

function keyOf(swap: Swap): string {
  return JSON.stringify([swap.writeId, swap.collection, swap.id]);
}
