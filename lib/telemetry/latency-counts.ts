import { bucketRange, LATENCY_BUCKETS } from "./latency.ts";

/**
 * Counts by latency bucket, packed: the index of a bucket, then its count, for those that have any. A minute's calls
 * fall into a handful of buckets, so that this takes a fraction of a full list.
 */
export type PackedLatencies = readonly number[];

export const NO_LATENCIES: PackedLatencies = Object.freeze([]);

export function packLatencies(counts: ArrayLike<number>): PackedLatencies {
  const packed: number[] = [];
  for (let bucket = 0; bucket < counts.length; bucket += 1) {
    const count = counts[bucket] ?? 0;
    if (count > 0) packed.push(bucket, count);
  }
  // A copy is as long as it has to be; what was pushed to has room to grow.
  return packed.length === 0 ? NO_LATENCIES : packed.slice();
}

/** A full list without any counts. */
export function emptyLatencies(): number[] {
  return new Array<number>(LATENCY_BUCKETS).fill(0);
}

/** Adds packed counts to a full list, `times` 1, or takes them off again, -1. */
export function addLatencies(counts: number[], packed: PackedLatencies, times: 1 | -1 = 1): void {
  for (let index = 0; index < packed.length; index += 2) {
    const bucket = packed[index] ?? 0;
    counts[bucket] = (counts[bucket] ?? 0) + times * (packed[index + 1] ?? 0);
  }
}

/** How many calls took `ms` milliseconds or longer, as far as their buckets tell: at least, and at the most. */
export function slowerCalls(packed: PackedLatencies, ms: number): { readonly least: number; readonly most: number } {
  let [least, most] = [0, 0];
  for (let index = 0; index < packed.length; index += 2) {
    const [over, upTo] = bucketRange(packed[index] ?? 0);
    const count = packed[index + 1] ?? 0;
    if (over >= ms) least += count;
    if (upTo >= ms) most += count;
  }
  return { least, most };
}

/** Milliseconds that none of these calls took longer than; 0 without any. */
export function longestIn(packed: PackedLatencies): number {
  return packed.length === 0 ? 0 : bucketRange(packed[packed.length - 2] ?? 0)[1];
}
