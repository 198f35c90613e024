/**
 * A number from 0 to just below 1 that is the same for the same index and purpose: whoever seeds again sees the same
 * house.
 */
export function chance(index: number, purpose: string): number {
  let hash = 2_166_136_261 ^ index;
  for (const letter of `${purpose}:${index}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of them, by the same rule. */
export function pick<const T>(of: readonly T[], index: number, purpose: string): T {
  return of[Math.floor(chance(index, purpose) * of.length)]!;
}
