import { seesWorkspace } from "../../auth/permissions.ts";
import type { CircuitDescription } from "../../breaker/index.ts";
import type { StatusQuery } from "../../contracts/circuit.ts";
import { type CallerScope, callerOf, nodeTypeOf } from "../../registry/index.ts";
import type { Caller, Services } from "../context.ts";
import { circuitsOf, type Found } from "./find-circuit.ts";

/** A circuit that was looked for, and what it is now: enough to count and order it by, at a fraction of presenting it. */
export interface Selected extends Found {
  readonly now: CircuitDescription;
}

type Query = Partial<StatusQuery>;

/** The circuits that match, whatever their state and whether they need attention, and that the caller may see. */
export function matchingCircuits(
  { catalogue }: Pick<Services, "catalogue">,
  { principal }: Caller,
  query: Omit<Query, "state" | "attention">,
): Selected[] {
  const q = query.q?.toLowerCase() ?? "";
  const matching: Selected[] = [];
  for (const { entry, circuit } of amongOf(catalogue, query)) {
    const scope = callerOf(circuit.id);
    if (!seesWorkspace(principal, scope?.workspace ?? null) || !isOf(scope, query)) continue;
    const selected = { entry, circuit, now: circuit.describe() };
    if (q === "" || textOf(selected).includes(q)) matching.push(selected);
  }
  return matching;
}

/** Those of them that are in the state that is asked for, and that need attention or do not. */
export function withinState(
  all: Selected[],
  { state, attention }: Pick<Query, "state" | "attention">,
): readonly Selected[] {
  if (state === undefined && attention === undefined) return all;
  return all.filter(
    ({ now }) =>
      (state === undefined || now.state === state) && (attention === undefined || needsAttention(now) === attention),
  );
}

/** What is not closed, holds calls back by itself, or is held by somebody. */
export function needsAttention({ state, override, share }: CircuitDescription): boolean {
  return state !== "closed" || override !== null || (share !== null && share < 1);
}

/** Those of one node type, or that are named, are not looked for among all. */
function amongOf(catalogue: Services["catalogue"], { node_type, circuits }: Query): Found[] {
  if (circuits !== undefined) {
    const found = [...new Set(circuits)].flatMap((id) => foundBy(catalogue, id) ?? []);
    return node_type === undefined ? found : found.filter(({ entry }) => entry.name === node_type);
  }
  if (node_type === undefined) return catalogue.all().flatMap(circuitsOf);
  const entry = catalogue.get(node_type);
  return entry === undefined ? [] : circuitsOf(entry);
}

function foundBy(catalogue: Services["catalogue"], id: string): Found | null {
  const entry = catalogue.get(nodeTypeOf(id));
  const scope = callerOf(id);
  const circuit = scope === null ? entry?.circuit : entry?.callers?.get(scope);
  return entry === undefined || circuit === undefined ? null : { entry, circuit };
}

function isOf(scope: CallerScope | null, { workspace, no_workspace, credential }: Query): boolean {
  const own = scope?.workspace ?? null;
  if (no_workspace !== undefined && own !== null) return false;
  return (workspace ?? own) === own && (credential === undefined || scope?.credential === credential);
}

/** All that a search looks at. */
function textOf({ entry: { nodeType }, now }: Selected): string {
  const { title, owner, tags } = nodeType;
  return [now.id, title, owner, now.lastError?.message, ...tags].join("\n").toLowerCase();
}
