import type { CircuitDescription } from "../breaker/index.ts";
import type { Registry } from "../registry/index.ts";
import type { CallStatistics } from "../telemetry/call-statistics.ts";
import { MINUTE_MS, minuteOf } from "../telemetry/minutes.ts";
import { type Heartbeat, MOST_CIRCUITS } from "./heartbeat.ts";

const LOOK_BACK_MS = 5 * MINUTE_MS;

interface Seen {
  readonly statistics: Pick<CallStatistics, "ownSince">;
  readonly registry: Pick<Registry, "get">;
  now(): number;
}

/**
 * Calls and failures of the last 5 minutes (and of what began the first one), as this process saw them, of the circuits
 * that are troubled; where they are too many, of those whose trouble is most recent. An instance that sees no failures
 * tells of its calls as well, wherever it knows from the store that somebody saw one: else nobody could say that one of
 * twelve sees failures.
 */
export function troubledCircuits({ statistics, registry, now }: Seen): Heartbeat["circuits"] {
  const since = now() - LOOK_BACK_MS;
  const troubled: { circuit: string; at: number; calls: number; failures: number }[] = [];
  for (const [circuit, { calls, failures }] of statistics.ownSince(minuteOf(since))) {
    const description = registry.get(circuit)?.describe();
    if (description === undefined) continue;
    const at = troubleOf(description);
    if (failures > 0 || description.state !== "closed" || at > since) troubled.push({ circuit, at, calls, failures });
  }
  troubled.sort((a, b) => b.at - a.at);
  return Object.fromEntries(
    troubled.slice(0, MOST_CIRCUITS).map(({ circuit, calls, failures }) => [circuit, [calls, failures]]),
  );
}

/** When it last had trouble. */
function troubleOf({ state, since, lastError }: CircuitDescription): number {
  return Math.max(state === "closed" ? 0 : since, lastError?.at ?? 0);
}
