import { authorize } from "../../auth/permissions.ts";
import type { StatusQuery, StatusReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";
import { presentCircuit } from "./present-circuit.ts";
import { selectCircuits } from "./select-circuits.ts";

/** All circuits that match, one page of them, with a count by state. */
export function listCircuits(
  services: Pick<Services, "catalogue" | "registry" | "storeHealth" | "now">,
  caller: Caller,
  query: Partial<StatusQuery> = {},
): StatusReply {
  authorize(caller.principal, "read");
  const { page, count, summary, attention, nextCursor } = selectCircuits(services, caller, query);
  const now = services.now();
  return {
    circuits: page.map((found) => presentCircuit(found, caller, now, found.now)),
    count,
    summary,
    attention,
    degraded: services.registry.degraded,
    degraded_since: toInstantOrNull(services.storeHealth.degradedSince),
    server_time: toInstant(now),
    next_cursor: nextCursor,
  };
}
