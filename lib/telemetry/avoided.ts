import type { MinuteCounts, Store } from "../stores/store.ts";
import { latencyQuantile } from "./latency.ts";
import { MINUTE_MS, minuteOf } from "./minutes.ts";

/** Calls just before a trip tell what a call took then. */
const LEAD_MS = 5 * MINUTE_MS;

/** A circuit from a trip on, in milliseconds since the epoch; the minute that `until` lies in is the last one. */
export interface Tripped {
  readonly circuit: string;
  readonly from: number;
  readonly until: number;
}

/** What a circuit refused, and what that was worth. */
export interface Avoided {
  readonly rejected: number;
  readonly secondsNotWaited: number;
}

/**
 * What circuits refused from a trip on, one of each. Seconds not waited are an estimate: rejected calls × the median of
 * what the circuit's calls took from 5 minutes before the trip on (a timed-out one counts as long as it was waited for),
 * of those minutes alone in which calls failed, where there are any. The source are the counts that are kept by circuit
 * and minute. Null where no call of around the trip is on record: a circuit trips by calls, so the minutes are gone.
 * @throws StoreError
 */
export async function avoidedBy(
  store: Pick<Store, "counts">,
  tripped: readonly Tripped[],
): Promise<ReadonlyMap<string, Avoided | null>> {
  if (tripped.length === 0) return new Map();
  const since = Math.min(...tripped.map(({ from }) => minuteOf(from - LEAD_MS)));
  const kept = await store.counts(
    since,
    tripped.map(({ circuit }) => circuit),
  );
  const byCircuit = Map.groupBy(kept, ({ circuit }) => circuit);
  return new Map(tripped.map((each) => [each.circuit, avoided(each, byCircuit.get(each.circuit) ?? [])]));
}

function avoided({ from, until }: Tripped, kept: readonly MinuteCounts[]): Avoided | null {
  const minutes = kept.filter(({ minute }) => minute >= minuteOf(from - LEAD_MS) && minute <= until);
  if (!minutes.some((each) => each.minute <= from + MINUTE_MS && callsOf(each) > 0)) return null;
  const failing = minutes.filter(({ failures }) => failures > 0);
  const median = latencyQuantile(latenciesOf(failing.length > 0 ? failing : minutes), 0.5) ?? 0;
  let rejected = 0;
  for (const each of minutes) if (each.minute >= minuteOf(from)) rejected += each.rejected;
  return { rejected, secondsNotWaited: (rejected * median) / 1000 };
}

function callsOf({ successes, failures, ignored }: MinuteCounts): number {
  return successes + failures + ignored;
}

function latenciesOf(minutes: readonly MinuteCounts[]): number[] {
  const sum: number[] = [];
  for (const { latency } of minutes) {
    for (const [bucket, count] of latency.entries()) sum[bucket] = (sum[bucket] ?? 0) + count;
  }
  return sum;
}
