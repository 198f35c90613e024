import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Clock } from "../registry/clock.ts";

/** Bytes that all cached outputs may take together. */
const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;
/** A single output takes at most this share, so that one cannot push out all others. */
const LARGEST_SHARE = 1 / 8;
/** Bytes that an entry takes beside its text, roughly. */
const ENTRY_BYTES = 300;

/** Outputs of successful executions, as JSON text: whoever is answered from it gets a value of their own. */
export class ResultCache {
  readonly #texts: LRUCache<string, string>;

  constructor(clock: Clock, maxBytes = DEFAULT_CACHE_BYTES) {
    this.#texts = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes * LARGEST_SHARE)),
      // Text takes up to two bytes a character in memory.
      sizeCalculation: (text) => text.length * 2 + ENTRY_BYTES,
      perf: clock,
      ttlResolution: 0,
    });
  }

  get(key: string): { readonly output: unknown } | null {
    const text = this.#texts.get(key);
    return text === undefined ? null : { output: JSON.parse(text) };
  }

  set(key: string, json: string, seconds: number): void {
    this.#texts.set(key, json, { ttl: seconds * 1000 });
  }
}

/** A key of fixed length for what makes two executions the same. */
export function cacheKey(parts: readonly (string | number | null)[]): string {
  return hash("sha256", JSON.stringify(parts), "base64");
}
