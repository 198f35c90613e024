import { authorize, seesWorkspace } from "../../auth/permissions.ts";
import type { MatchingQuery, MatchingReply } from "../../contracts/bulk.ts";
import type { CircuitView } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { circuitsOf } from "./find-circuit.ts";
import { presentCircuit } from "./present-circuit.ts";

/** Circuits that one reply names at the most. */
const MOST = 10_000;

type Query = Partial<MatchingQuery>;

/**
 * Every circuit that matches, by name: what it takes to act on all of them, however many a page shows.
 * @throws OperationError `forbidden`
 */
export function listMatching(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  { state, ...query }: Query = {},
): MatchingReply {
  authorize(caller.principal, "read");
  const found = matchingCircuits(services, caller, query).filter((each) => state === undefined || each.state === state);
  found.sort((one, other) => (one.circuit < other.circuit ? -1 : 1));
  const circuits = found.slice(0, MOST).map(({ circuit, state, generation, override }) => {
    return { circuit, state, generation, held: override !== null };
  });
  return { circuits, count: found.length };
}

/** The circuits that match in whatever state, and that the caller may see. */
export function matchingCircuits(
  services: Pick<Services, "catalogue" | "now">,
  { principal }: Caller,
  query: Omit<Query, "state">,
): CircuitView[] {
  const now = services.now();
  return services.catalogue
    .all()
    .filter(({ name }) => query.node_type === undefined || name === query.node_type)
    .flatMap(circuitsOf)
    .map((found) => presentCircuit(found, now))
    .filter((circuit) => matches(circuit, query) && seesWorkspace(principal, circuit.scope?.workspace ?? null));
}

function matches(circuit: CircuitView, { q, workspace, credential }: Query): boolean {
  if (credential !== undefined && circuit.scope?.credential !== credential) return false;
  if (workspace !== undefined && circuit.scope?.workspace !== workspace) return false;
  if (q === undefined || q === "") return true;
  const { title, owner, last_error, tags } = circuit;
  const text = [circuit.circuit, title, owner, last_error, ...tags].join("\n").toLowerCase();
  return text.includes(q.toLowerCase());
}
