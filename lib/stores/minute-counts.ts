import type { MinuteCounts } from "./store.ts";

/** The calls of both, which are of one circuit and minute. */
export function addMinuteCounts(one: MinuteCounts, other: MinuteCounts): MinuteCounts {
  return {
    circuit: one.circuit,
    minute: one.minute,
    successes: one.successes + other.successes,
    failures: one.failures + other.failures,
    ignored: one.ignored + other.ignored,
    rejected: one.rejected + other.rejected,
    latency: addBuckets(one.latency, other.latency),
  };
}

/** Bucket by bucket; a list that knows fewer buckets has nothing in the others. */
function addBuckets(one: readonly number[], other: readonly number[]): readonly number[] {
  const [longer, shorter] = one.length >= other.length ? [one, other] : [other, one];
  return longer.map((count, bucket) => count + (shorter[bucket] ?? 0));
}
