import type { IncidentReply } from "../../contracts/incident.ts";
import { TROUBLE_KINDS } from "../../incidents/trouble-event.ts";
import type { Caller } from "../context.ts";
import { OperationError } from "../errors.ts";
import { presentEvent } from "../events/present-event.ts";
import { toInstant } from "../instant.ts";
import { findIncidents, type IncidentServices } from "./find-incidents.ts";
import { presentIncident } from "./present-incident.ts";

const MOST_EVENTS = 200;
const MOST_CIRCUITS = 500;

/**
 * The incident that a trip belongs to, by the id of its event: of the first one it is the incident's own.
 * @throws OperationError `not_found`; StoreError
 */
export async function showIncident(
  services: IncidentServices,
  caller: Caller,
  { id }: { readonly id: number },
): Promise<IncidentReply> {
  const { store, statistics } = services;
  const { incidents, now } = await findIncidents(services, caller);
  const incident = incidents.find(({ outages }) => outages.some(({ trips }) => trips.some((trip) => trip.id === id)));
  if (incident === undefined)
    throw new OperationError("not_found", `No incident of the last 7 days has the trip ${id}.`);
  if (!incident.isOver) await statistics.flush(store);
  const page = await store.history({
    circuits: [...new Set(incident.outages.map(({ circuit }) => circuit))],
    kinds: TROUBLE_KINDS,
    since: incident.from,
    ...(incident.closedAt === null ? {} : { until: incident.closedAt + 1 }),
    limit: MOST_EVENTS,
  });
  return {
    incident: await presentIncident(services, incident, MOST_CIRCUITS),
    events: page.events.toReversed().map(presentEvent),
    more_events: page.nextBefore !== null,
    server_time: toInstant(now),
  };
}
