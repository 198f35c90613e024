import type { IncidentsQuery, IncidentsReply } from "../../contracts/incident.ts";
import type { Caller } from "../context.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";
import { findIncidents, type IncidentServices } from "./find-incidents.ts";
import { presentIncident } from "./present-incident.ts";

/** Circuits of an incident that a list names. */
const MOST_CIRCUITS = 12;

/**
 * The incidents of the last 7 days, newest first, a page of them.
 * @throws StoreError
 */
export async function listIncidents(
  services: IncidentServices,
  caller: Caller,
  { state, circuit, before, limit }: IncidentsQuery,
): Promise<IncidentsReply> {
  const { incidents, cutOffAt, now } = await findIncidents(services, caller);
  const wanted = incidents
    .filter(({ isOver }) => state === undefined || isOver === (state === "over"))
    .filter(({ outages }) => circuit === undefined || outages.some((outage) => outage.circuit === circuit))
    .toSorted((a, b) => b.id - a.id)
    .filter(({ id }) => before === undefined || id < before);
  if (wanted.some(({ isOver }) => !isOver)) await services.statistics.flush(services.store);
  const page: IncidentsReply["incidents"] = [];
  for (const each of wanted.slice(0, limit)) page.push(await presentIncident(services, each, MOST_CIRCUITS));
  return {
    incidents: page,
    next_before: wanted.length > limit ? (page.at(-1)?.id ?? null) : null,
    cut_off_at: toInstantOrNull(cutOffAt),
    server_time: toInstant(now),
  };
}
