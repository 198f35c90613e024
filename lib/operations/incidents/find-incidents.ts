import { authorize, seesWorkspace } from "../../auth/permissions.ts";
import { type Incident, incidentsOf } from "../../incidents/incidents.ts";
import { callerOf } from "../../registry/index.ts";
import type { Caller, Services } from "../context.ts";
import type { Logged } from "./logged.ts";
import { recentLog } from "./recent-log.ts";

/** What incidents are found and told from. */
export type IncidentServices = Pick<Services, "store" | "registry" | "catalogue" | "statistics" | "now">;

/**
 * The incidents of the last 7 days, newest first, made of what the caller may see: a circuit of another workspace
 * neither shows in one nor joins two.
 * @throws StoreError
 */
export async function findIncidents({ store, registry, now: clock }: IncidentServices, { principal }: Caller) {
  authorize(principal, "read");
  const now = clock();
  const { events, cutOffAt } = await recentLog(store, now);
  const seen = events.filter(({ circuit }) => seesWorkspace(principal, callerOf(circuit)?.workspace ?? null));
  const standing = (circuit: string) => registry.get(circuit)?.describe() ?? null;
  const incidents: Incident<Logged>[] = incidentsOf(seen, standing, now);
  return { incidents, cutOffAt, now };
}
