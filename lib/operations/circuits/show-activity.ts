import { authorize, seesWorkspace } from "../../auth/permissions.ts";
import type { ActivityReply } from "../../contracts/activity.ts";
import { callerOf } from "../../registry/index.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant } from "../instant.ts";
import { circuitsOf, type Found } from "./find-circuit.ts";

/** Circuits of callers that are told of: an hour of each is a kilobyte. */
const MOST_CALLERS = 1000;

/** Calls and failures in the last hour: of every node type's own circuit, and of the first thousand of callers. */
export function showActivity(
  { catalogue, statistics, now }: Pick<Services, "catalogue" | "statistics" | "now">,
  caller: Caller,
): ActivityReply {
  authorize(caller.principal, "read");
  const circuits = toldOf(catalogue.all().flatMap(circuitsOf), caller).map(({ entry: { nodeType }, circuit }) => {
    const activity = statistics.activity(circuit.id, circuit.describe().state, nodeType.createdAt);
    return {
      circuit: circuit.id,
      calls_per_minute: activity.callsPerMinute,
      success_rate: activity.successRate,
      p95_ms: activity.p95Ms,
      calls_avoided: activity.callsAvoided,
      trips_today: activity.tripsToday,
      states: activity.states,
      calls: activity.calls,
      failures: activity.failures,
      rejected: activity.rejected,
    };
  });
  return { circuits, calls_avoided_today: statistics.avoidedToday, server_time: toInstant(now()) };
}

function toldOf(found: readonly Found[], { principal }: Caller): Found[] {
  const own = found.filter(({ entry, circuit }) => circuit.id === entry.name);
  const callers = found.filter(({ entry, circuit }) => {
    return circuit.id !== entry.name && seesWorkspace(principal, callerOf(circuit.id)?.workspace ?? null);
  });
  return [...own, ...callers.slice(0, MOST_CALLERS)];
}
