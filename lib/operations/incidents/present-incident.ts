import type { IncidentCircuit, IncidentCost, IncidentView } from "../../contracts/incident.ts";
import type { Incident } from "../../incidents/incidents.ts";
import type { Outage } from "../../incidents/outages.ts";
import { nodeTypeOf } from "../../registry/circuit-id.ts";
import type { Avoided } from "../../telemetry/avoided.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";
import { costsOf } from "./costs.ts";
import type { IncidentServices } from "./find-incidents.ts";
import type { Logged } from "./logged.ts";

const MOST_SPANS = 200;
const MOST_ACTS = 100;

/**
 * An incident as the API shows it, with at most so many of its circuits.
 * @throws StoreError
 */
export async function presentIncident(
  services: IncidentServices,
  incident: Incident<Logged>,
  mostCircuits: number,
): Promise<IncidentView> {
  const byCircuit = [...Map.groupBy(incident.outages, ({ circuit }) => circuit).values()];
  const costs = await costsOf(services.store, byCircuit.map(trippedUntil(services.now())), incident.isOver);
  const circuits = byCircuit.map((outages) => presentCircuit(services, outages, costs));
  const trips = incident.outages.flatMap((outage) => outage.trips);
  const known = circuits.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    id: incident.id,
    state: incident.isOver ? "over" : "ongoing",
    started_at: toInstant(incident.from),
    closed_at: toInstantOrNull(incident.closedAt),
    circuit_count: circuits.length,
    circuits: circuits.slice(0, mostCircuits),
    owners: [...new Set(circuits.flatMap(({ owner }) => (owner === null ? [] : [owner])))],
    trips: trips.length,
    first_error: incident.outages[0]?.trips[0]?.error ?? null,
    cost: known.length === 0 ? null : known.reduce(sum),
    cost_unknown: circuits.length - known.length,
    acts: incident.acts.slice(-MOST_ACTS).map(presentAct),
    opened_by: [...new Set(trips.map(({ instance }) => instance))].sort(),
  };
}

function trippedUntil(now: number) {
  return (outages: readonly Outage<Logged>[]) => {
    const { circuit, from } = outages[0]!;
    return { circuit, from, until: outages.at(-1)!.until ?? now };
  };
}

function presentCircuit(
  { catalogue }: Pick<IncidentServices, "catalogue">,
  outages: readonly Outage<Logged>[],
  costs: ReadonlyMap<string, Avoided | null>,
): IncidentCircuit {
  const { circuit, beganBefore, trips } = outages[0]!;
  const spans = outages.flatMap((outage) => outage.spans);
  const last = spans.at(-1)!;
  const avoided = costs.get(circuit) ?? null;
  return {
    circuit,
    owner: catalogue.get(nodeTypeOf(circuit))?.nodeType.owner ?? null,
    state: last.until === null ? last.state : "closed",
    began_before: beganBefore,
    trips: outages.reduce((total, outage) => total + outage.trips.length, 0),
    failures_before: trips[0]!.failures,
    first_error: trips[0]!.error,
    spans: spans.slice(-MOST_SPANS).map(({ state, from, until }) => {
      return { state, from: toInstant(from), until: toInstantOrNull(until) };
    }),
    cost: avoided && { rejected: avoided.rejected, seconds_not_waited: rounded(avoided.secondsNotWaited) },
  };
}

function presentAct({ id, circuit, kind, at, actor, reason }: Logged): IncidentView["acts"][number] {
  return { id, circuit, kind, at: toInstant(at), actor, reason };
}

function sum(a: IncidentCost, b: IncidentCost): IncidentCost {
  return {
    rejected: a.rejected + b.rejected,
    seconds_not_waited: rounded(a.seconds_not_waited + b.seconds_not_waited),
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
