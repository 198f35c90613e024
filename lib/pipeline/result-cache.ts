import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Instant } from "../breaker/index.ts";
import type { Clock } from "../registry/clock.ts";
import { canonicalJson } from "./json.ts";
import type { Execution } from "./stage.ts";

/** Bytes that all cached outputs may take together. */
const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;
/** A single output takes at most this share, so that one cannot push out all others. */
const LARGEST_SHARE = 1 / 8;
/** Bytes that an entry takes beside its text, roughly. */
const ENTRY_BYTES = 350;

interface Kept {
  readonly json: string;
  readonly at: Instant;
}

/** Outputs of successful executions, as JSON text: whoever is answered from it gets a value of their own. */
export class ResultCache {
  readonly #clock: Clock;
  readonly #kept: LRUCache<string, Kept>;

  constructor(clock: Clock, maxBytes = DEFAULT_CACHE_BYTES) {
    this.#clock = clock;
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes * LARGEST_SHARE)),
      // Text takes up to two bytes a character in memory.
      sizeCalculation: ({ json }) => json.length * 2 + ENTRY_BYTES,
      perf: clock,
      ttlResolution: 0,
    });
  }

  /** What is kept and at most so many seconds old, with its age in seconds. */
  get(key: string, seconds: number): { readonly output: unknown; readonly age: number } | null {
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    const age = (this.#clock.now() - kept.at) / 1000;
    return age > seconds ? null : { output: JSON.parse(kept.json), age };
  }

  /** Keeps an output for so many seconds, where there is room. */
  set(key: string, json: string, seconds: number): void {
    this.#kept.set(key, { json, at: this.#clock.now() }, { ttl: seconds * 1000 });
  }
}

/**
 * What an answer is kept under: of the same length for all. Null where the input is not plain JSON, for nobody can say
 * then whether another one is the same.
 */
export function keyOf({ node, input, context }: Execution): string | null {
  const text = input === undefined ? "" : canonicalJson(input);
  if (text === null) return null;
  return cacheKey([node.name, node.revision, context.workspace ?? null, context.credential ?? null, text]);
}

/** A key of fixed length for what makes two executions the same. */
export function cacheKey(parts: readonly (string | number | null)[]): string {
  return hash("sha256", JSON.stringify(parts), "base64");
}
