import type { CircuitDescription } from "../../breaker/index.ts";
import type { StatusQuery } from "../../contracts/circuit.ts";
import type { Place } from "./cursor.ts";
import { needsAttention, type Selected } from "./matching-circuits.ts";

type Sort = StatusQuery["sort"];

const URGENCY = { open: 0, half_open: 1, closed: 2 } as const;
const CALM = 3;

/**
 * By urgency: open, half-open, then what is closed and needs attention all the same, each the newest first; then the
 * others, most failures first.
 */
function byState(circuit: CircuitDescription): Place {
  const { id, state, override, since } = circuit;
  if (!needsAttention(circuit)) return [CALM, -circuit.consecutiveFailures, id];
  return [URGENCY[state], -(state === "closed" && override !== null ? override.at : since), id];
}

/** A circuit's place in each order. No two circuits share one. */
const PLACES: Readonly<Record<Sort, (circuit: CircuitDescription) => Place>> = {
  name: ({ id }) => [0, 0, id],
  state: byState,
  failures: ({ id, consecutiveFailures }) => [0, -consecutiveFailures, id],
};

export interface Placed {
  readonly selected: Selected;
  readonly place: Place;
}

/** The circuits in an order, as far as they come after `after`. */
export function inOrder(all: readonly Selected[], sort: Sort, after: Place | null): Placed[] {
  const placed: Placed[] = [];
  for (const selected of all) {
    const place = PLACES[sort](selected.now);
    if (after === null || comparePlaces(place, after) > 0) placed.push({ selected, place });
  }
  return placed.sort((one, other) => comparePlaces(one.place, other.place));
}

function comparePlaces(one: Place, other: Place): number {
  return one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : one[2] > other[2] ? 1 : 0);
}
