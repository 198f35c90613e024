import type { Instant } from "./circuit.ts";

/**
 * From 0 to just below 1, as if drawn, and always the same for the same circuit, generation and instant: whoever
 * computes a step again, here or in another process, comes to the same.
 *
 * FNV-1a over the three, then the finaliser of MurmurHash3, whose high bits depend on every bit of the input.
 */
export function lotOf(id: string, generation: number, at: Instant): number {
  let hash = 0x811c9dc5;
  for (const character of `${id}\n${generation}\n${at}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
