import type { MinuteCounts } from "../../stores/store.ts";
import { latencyQuantile } from "../../telemetry/latency.ts";

interface Steps {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly stepMs: number;
  readonly steps: number;
}

/** Counts by minute as counts by step, and the latency that a share of each step's calls stayed within. */
export function tallySteps(minutes: readonly MinuteCounts[], { from, stepMs, steps }: Steps) {
  const byStep = Map.groupBy(minutes, ({ minute }) => Math.floor((minute - from) / stepMs));
  const tallies = Array.from({ length: steps }, (_, step) => tallyOf(byStep.get(step) ?? []));
  const quantiles = (share: number) => tallies.map(({ latency }) => latencyQuantile(latency, share));
  return {
    calls: tallies.map(({ calls }) => calls),
    failures: tallies.map(({ failures }) => failures),
    rejected: tallies.map(({ rejected }) => rejected),
    p50_ms: quantiles(0.5),
    p95_ms: quantiles(0.95),
    p99_ms: quantiles(0.99),
  };
}

function tallyOf(minutes: readonly MinuteCounts[]) {
  const latency: number[] = [];
  let [calls, failures, rejected] = [0, 0, 0];
  for (const minute of minutes) {
    calls += minute.successes + minute.failures + minute.ignored;
    failures += minute.failures;
    rejected += minute.rejected;
    for (const [bucket, count] of minute.latency.entries()) latency[bucket] = (latency[bucket] ?? 0) + count;
  }
  return { calls, failures, rejected, latency };
}
