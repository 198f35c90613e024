import { authorize } from "../../auth/permissions.ts";
import type { CircuitStateName, CircuitView, StatusQuery, StatusReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";
import { decodeCursor, encodeCursor, type SortKey } from "./cursor.ts";
import { matchingCircuits } from "./matching-circuits.ts";

type Query = Partial<StatusQuery>;

/** All circuits that match, one page of them, with a count by state. */
export function listCircuits(
  services: Pick<Services, "catalogue" | "registry" | "storeHealth" | "now">,
  caller: Caller,
  query: Query = {},
): StatusReply {
  authorize(caller.principal, "read");
  const { limit = 1000, sort = "name" } = query;
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, sort);
  const now = services.now();
  const found = matchingCircuits(services, caller, query);
  const ofState = query.state === undefined ? found : found.filter(({ state }) => state === query.state);
  const keyed = ofState.map((circuit) => ({ circuit, key: SORT_KEYS[sort](circuit) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key));
  const rest = after === null ? keyed : keyed.filter(({ key }) => compareKeys(key, after) > 0);
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return {
    circuits: page.map(({ circuit }) => circuit),
    count: ofState.length,
    summary: summarise(found),
    degraded: services.registry.degraded,
    degraded_since: toInstantOrNull(services.storeHealth.degradedSince),
    server_time: toInstant(now),
    next_cursor: last === undefined ? null : encodeCursor(sort, last.key),
  };
}

const URGENCY: Readonly<Record<CircuitStateName, number>> = { open: 0, half_open: 1, closed: 3 };
const HELD_URGENCY = 2;

/** A circuit that somebody holds needs looking after, also where it is closed. */
function urgencyOf({ state, override }: CircuitView): number {
  return override === null ? URGENCY[state] : Math.min(URGENCY[state], HELD_URGENCY);
}

/** Each ends with the circuit's id, so that no two circuits share a place. */
const SORT_KEYS: Readonly<Record<StatusQuery["sort"], (circuit: CircuitView) => SortKey>> = {
  name: ({ circuit }) => [circuit],
  state: (circuit) => [urgencyOf(circuit), -Date.parse(circuit.state_since), circuit.circuit],
  failures: ({ circuit, consecutive_failures }) => [-consecutive_failures, circuit],
};

function compareKeys(a: SortKey, b: SortKey): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined || part === other) continue;
    return part < other ? -1 : 1;
  }
  return 0;
}

function summarise(circuits: readonly CircuitView[]): StatusReply["summary"] {
  const summary = { closed: 0, open: 0, half_open: 0 };
  for (const { state } of circuits) summary[state] += 1;
  return summary;
}
