/**
 * A stream of numbers from 0 to just below 1 that is always the same for the same seed and name: Mulberry32 (T. Ettinger),
 * started by FNV-1a over both, so that neighbouring seeds give unlike streams.
 */
export function randomStream(seed: number, name: string): () => number {
  let state = 0x811c9dc5;
  for (const character of `${seed}\n${name}`) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
