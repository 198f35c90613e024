import { authorize } from "../../auth/permissions.ts";
import type { MatchingQuery, MatchingReply } from "../../contracts/bulk.ts";
import type { Caller, Services } from "../context.ts";
import { matchingCircuits } from "./matching-circuits.ts";

/** Circuits that one reply names at the most. */
const MOST = 10_000;

type Query = Partial<MatchingQuery>;

/**
 * Every circuit that matches, by name: what it takes to act on all of them, however many a page shows.
 * @throws OperationError `forbidden`
 */
export function listMatching(
  services: Pick<Services, "catalogue">,
  caller: Caller,
  { state, ...query }: Query = {},
): MatchingReply {
  authorize(caller.principal, "read");
  const found = matchingCircuits(services, caller, query)
    .map(({ now }) => now)
    .filter((each) => state === undefined || each.state === state);
  found.sort((one, other) => (one.id < other.id ? -1 : 1));
  const circuits = found.slice(0, MOST).map(({ id, state, generation, override }) => {
    return { circuit: id, state, generation, held: override !== null };
  });
  return { circuits, count: found.length };
}
