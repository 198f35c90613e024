import { authorize } from "../../auth/permissions.ts";
import type { ActivityReply } from "../../contracts/activity.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant } from "../instant.ts";

/** Calls and failures of each circuit in the last hour. */
export function showActivity(
  { catalogue, statistics, now }: Pick<Services, "catalogue" | "statistics" | "now">,
  caller: Caller,
): ActivityReply {
  authorize(caller.principal, "read");
  const circuits = catalogue.all().map(({ circuit, nodeType }) => {
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
