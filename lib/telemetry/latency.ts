/**
 * Upper bounds of the latency buckets, in milliseconds; a last bucket holds what took longer. Neighbours differ by a
 * factor of 2 at the most, so that a quantile, interpolated in its bucket, is off by less than that.
 */
export const LATENCY_BOUNDS_MS: readonly number[] = [
  0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10_000,
  15_000, 20_000, 30_000, 60_000,
];

export const LATENCY_BUCKETS = LATENCY_BOUNDS_MS.length + 1;

/** Milliseconds that no execution takes longer than: the longest budget that a policy can give. */
const LONGEST_MS = 3_600_000;

/** The index of the bucket that a latency falls into. */
export function latencyBucket(ms: number): number {
  let low = 0;
  let high = LATENCY_BOUNDS_MS.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ms <= (LATENCY_BOUNDS_MS[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The milliseconds that a call of a bucket took: more than the first, the second at the most. */
export function bucketRange(bucket: number): readonly [number, number] {
  return [LATENCY_BOUNDS_MS[bucket - 1] ?? Number.NEGATIVE_INFINITY, LATENCY_BOUNDS_MS[bucket] ?? LONGEST_MS];
}

/**
 * The latency that a share of calls stayed within, in milliseconds, interpolated linearly in its bucket; null without
 * a call. What fell beyond the last bound counts as that bound.
 */
export function latencyQuantile(counts: ArrayLike<number>, share: number): number | null {
  let total = 0;
  for (let index = 0; index < counts.length; index += 1) total += counts[index] ?? 0;
  if (total === 0) return null;
  let left = share * total;
  for (const [index, bound] of LATENCY_BOUNDS_MS.entries()) {
    const count = counts[index] ?? 0;
    if (count > 0 && left <= count) {
      const from = LATENCY_BOUNDS_MS[index - 1] ?? 0;
      return from + (bound - from) * (left / count);
    }
    left -= count;
  }
  return LATENCY_BOUNDS_MS.at(-1) ?? null;
}
