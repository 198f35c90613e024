import { authorize } from "../../auth/permissions.ts";
import type { ActivityQuery, ActivityReply } from "../../contracts/activity.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant } from "../instant.ts";
import { selectCircuits } from "./select-circuits.ts";

/** Calls and failures in the last hour, of the circuits that `listCircuits` answers to the same query. */
export function showActivity(
  { catalogue, statistics, now }: Pick<Services, "catalogue" | "statistics" | "now">,
  caller: Caller,
  query: Partial<ActivityQuery> = {},
): ActivityReply {
  authorize(caller.principal, "read");
  const { page } = selectCircuits({ catalogue }, caller, query);
  const circuits = page.map(({ entry: { nodeType }, now: { id, state } }) => {
    const activity = statistics.activity(id, state, nodeType.createdAt);
    return {
      circuit: id,
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
