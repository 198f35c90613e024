import type { StatusQuery, StatusReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { invalid } from "../field-errors.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { matchingCircuits, needsAttention, type Selected, withinState } from "./matching-circuits.ts";
import { inOrder } from "./order.ts";

type Summary = Pick<StatusReply, "summary" | "attention">;

interface Selection extends Summary {
  readonly page: readonly Selected[];
  /** Of all pages. */
  readonly count: number;
  readonly nextCursor: string | null;
}

/**
 * One page of the circuits that match, in their order; what is not on it costs as little as can be.
 * @throws OperationError `invalid_request` for a cursor of another order, or with an offset
 */
export function selectCircuits(
  services: Pick<Services, "catalogue">,
  caller: Caller,
  query: Partial<StatusQuery>,
): Selection {
  const { limit = 1000, sort = "name", cursor, offset } = query;
  if (cursor !== undefined && offset !== undefined) {
    throw invalid([{ field: "offset", message: "is not taken together with a cursor" }]);
  }
  const from = offset ?? 0;
  const found = matchingCircuits(services, caller, query);
  const asked = withinState(found, query);
  const rest = inOrder(asked, sort, cursor === undefined ? null : decodeCursor(cursor, sort));
  const page = rest.slice(from, from + limit);
  const last = rest.length > from + limit ? page.at(-1) : undefined;
  return {
    page: page.map(({ selected }) => selected),
    count: asked.length,
    ...summarise(found),
    nextCursor: last === undefined ? null : encodeCursor(sort, last.place),
  };
}

function summarise(found: readonly Selected[]): Summary {
  const summary = { closed: 0, open: 0, half_open: 0 };
  let attention = 0;
  for (const { now } of found) {
    summary[now.state] += 1;
    if (needsAttention(now)) attention += 1;
  }
  return { summary, attention };
}
