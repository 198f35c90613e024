import type { Instant } from "../../lib/breaker/index.ts";
import type { MinuteCounts } from "../../lib/stores/store.ts";
import { LATENCY_BUCKETS, latencyBucket } from "../../lib/telemetry/latency.ts";
import { chance } from "./chance.ts";
import type { SeededCircuit } from "./house.ts";
import type { Life } from "./lives.ts";

const MINUTE_MS = 60_000;
const MINUTES = 60;
/** One in so many is called all the time, the others now and then. */
const BUSY_SHARE = 0.25;
const SELDOM_EVERY = 9;

/** A circuit's calls of the last hour, by minute: some in each where it is busy, else in a few. */
export function minutesOf({ id, index }: SeededCircuit, life: Life, now: Instant): MinuteCounts[] {
  const isBusy = chance(index, "busy") < BUSY_SHARE;
  const most = isBusy ? 20 + chance(index, "calls") * 400 : 6;
  const newest = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const refusedFrom = life.circuit.state === "closed" ? Number.POSITIVE_INFINITY : life.circuit.since;
  return Array.from({ length: MINUTES }, (_, back) => newest - back * MINUTE_MS)
    .filter((minute) => isBusy || (minute / MINUTE_MS + index) % SELDOM_EVERY === 0)
    .map((minute, place) => {
      const calls = 1 + Math.round(most * (0.6 + 0.4 * chance(index + place, "minute")));
      const isRefused = minute >= refusedFrom;
      const failures = isRefused || chance(index + place, "failed") > 0.06 ? 0 : Math.ceil(calls * 0.04);
      return counts(id, minute, isRefused ? 0 : calls - failures, failures, isRefused ? calls : 0);
    });

  function counts(circuit: string, minute: number, successes: number, failures: number, rejected: number) {
    const latency = new Array<number>(LATENCY_BUCKETS).fill(0);
    const bucket = latencyBucket(12 + 180 * chance(index, "latency"));
    latency[bucket] = successes + failures;
    return { circuit, minute, successes, failures, ignored: 0, rejected, latency };
  }
}
