import type { MinuteCounts } from "../stores/store.ts";
import { LATENCY_BUCKETS } from "./latency.ts";
import { addLatencies, emptyLatencies, packLatencies } from "./latency-counts.ts";
import { NOTHING, type Tally } from "./minute-counter.ts";

/** What others counted of one minute: other instances, and this one before it was restarted. */
export interface OthersMinute extends Tally {
  /** The start of the minute. */
  readonly minute: number;
}

/**
 * What others counted of a minute, by what the store has of it now. Never less than was known before: a store that
 * lost its last writes, and a write whose reply was lost, must not make a chart fall.
 * @param own what this process has stored of the minute
 */
export function othersOf(stored: MinuteCounts, own: readonly Tally[], before: Tally = NOTHING): OthersMinute {
  const latency = emptyLatencies();
  for (let bucket = 0; bucket < LATENCY_BUCKETS; bucket += 1) latency[bucket] = stored.latency[bucket] ?? 0;
  for (const tally of own) addLatencies(latency, tally.latency, -1);
  const known = emptyLatencies();
  addLatencies(known, before.latency);
  const left = (field: "success" | "failure" | "ignored" | "rejected", there: number) =>
    Math.max(
      before[field],
      own.reduce((rest, tally) => rest - tally[field], there),
    );
  return {
    minute: stored.minute,
    success: left("success", stored.successes),
    failure: left("failure", stored.failures),
    ignored: left("ignored", stored.ignored),
    rejected: left("rejected", stored.rejected),
    latency: packLatencies(latency.map((count, bucket) => Math.max(count, known[bucket] ?? 0))),
  };
}
