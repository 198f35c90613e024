import { seesWorkspace } from "../../auth/permissions.ts";
import type { CircuitDescription } from "../../breaker/index.ts";
import type { CircuitStateName, StatusQuery, StatusReply } from "../../contracts/circuit.ts";
import { type CallerScope, callerOf } from "../../registry/index.ts";
import type { Caller, Services } from "../context.ts";
import { decodeCursor, encodeCursor, type SortKey } from "./cursor.ts";
import { circuitsOf, type Found } from "./find-circuit.ts";

type Query = Partial<StatusQuery>;

/** A circuit that was looked for, and what it is now. */
export interface Selected extends Found {
  readonly now: CircuitDescription;
}

interface Selection {
  readonly page: readonly Selected[];
  /** Of all pages. */
  readonly count: number;
  readonly summary: StatusReply["summary"];
  readonly nextCursor: string | null;
}

/** The circuits that match in whatever state, and that the caller may see. */
export function matchingCircuits(
  { catalogue }: Pick<Services, "catalogue">,
  { principal }: Caller,
  query: Omit<Query, "state">,
): Selected[] {
  const q = query.q?.toLowerCase() ?? "";
  return catalogue
    .all()
    .filter(({ name }) => query.node_type === undefined || name === query.node_type)
    .flatMap(circuitsOf)
    .flatMap((found) => {
      const scope = callerOf(found.circuit.id);
      if (!seesWorkspace(principal, scope?.workspace ?? null) || !isOf(scope, query)) return [];
      const selected = { ...found, now: found.circuit.describe() };
      return q === "" || textOf(selected).includes(q) ? [selected] : [];
    });
}

/** One page of the circuits that match, in their order; what is not on it costs as little as can be. */
export function selectCircuits(services: Pick<Services, "catalogue">, caller: Caller, query: Query): Selection {
  const { limit = 1000, sort = "name", state } = query;
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, sort);
  const found = matchingCircuits(services, caller, query);
  const ofState = state === undefined ? found : found.filter(({ now }) => now.state === state);
  const keyed = ofState.map((selected) => ({ selected, key: SORT_KEYS[sort](selected.now) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key));
  const rest = after === null ? keyed : keyed.filter(({ key }) => compareKeys(key, after) > 0);
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return {
    page: page.map(({ selected }) => selected),
    count: ofState.length,
    summary: summarise(found),
    nextCursor: last === undefined ? null : encodeCursor(sort, last.key),
  };
}

function isOf(scope: CallerScope | null, { workspace, credential }: Query): boolean {
  if (credential !== undefined && scope?.credential !== credential) return false;
  return workspace === undefined || scope?.workspace === workspace;
}

/** All that a search looks at. */
function textOf({ entry: { nodeType }, now }: Selected): string {
  const { title, owner, tags } = nodeType;
  return [now.id, title, owner, now.lastError?.message, ...tags].join("\n").toLowerCase();
}

const URGENCY: Readonly<Record<CircuitStateName, number>> = { open: 0, half_open: 1, closed: 3 };
const HELD_URGENCY = 2;

/** A circuit that somebody holds needs looking after, also where it is closed. */
function urgencyOf({ state, override }: CircuitDescription): number {
  return override === null ? URGENCY[state] : Math.min(URGENCY[state], HELD_URGENCY);
}

/** Each ends with the circuit's id, so that no two circuits share a place. */
const SORT_KEYS: Readonly<Record<StatusQuery["sort"], (circuit: CircuitDescription) => SortKey>> = {
  name: ({ id }) => [id],
  state: (circuit) => [urgencyOf(circuit), -circuit.since, circuit.id],
  failures: ({ id, consecutiveFailures }) => [-consecutiveFailures, id],
};

function compareKeys(a: SortKey, b: SortKey): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined || part === other) continue;
    return part < other ? -1 : 1;
  }
  return 0;
}

function summarise(found: readonly Selected[]): StatusReply["summary"] {
  const summary = { closed: 0, open: 0, half_open: 0 };
  for (const { now } of found) summary[now.state] += 1;
  return summary;
}
