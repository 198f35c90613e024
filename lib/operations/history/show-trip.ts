import { authorize, authorizeWorkspace } from "../../auth/permissions.ts";
import type { TripReply } from "../../contracts/history.ts";
import type { StoredEvent } from "../../stores/store.ts";
import { findCircuit, type Nested } from "../circuits/find-circuit.ts";
import type { Caller, Services } from "../context.ts";
import { OperationError } from "../errors.ts";
import { presentEvent } from "../events/present-event.ts";
import { toInstant } from "../instant.ts";
import { aftermathOf } from "./aftermath.ts";

/** What came after a trip is told up to here; the rest is in the events. */
const MOST_AFTER = 30;

interface Query extends Nested {
  /** The opening that is meant, by its event. */
  readonly event: number | "last";
}

/**
 * Why a circuit opened that time, and what came of it.
 * @throws OperationError `not_found` where there is no such circuit, or no such opening of it on record
 * @throws StoreError
 */
export async function showTrip(
  services: Pick<Services, "catalogue" | "store" | "now">,
  caller: Caller,
  type: string,
  { event, ...nested }: Query,
): Promise<TripReply> {
  authorize(caller.principal, "read");
  if (nested.workspace !== undefined || nested.credential !== undefined) {
    authorizeWorkspace(caller.principal, nested.workspace);
  }
  const { store, now: clock } = services;
  const { circuit } = findCircuit(services, type, nested);
  const openings = { circuits: [circuit.id], kinds: ["opened"] };
  const upTo = event === "last" ? {} : { before: event + 1 };
  const [trip, previous] = (await store.history({ ...openings, ...upTo, limit: 2 })).events;
  if (trip === undefined || (event !== "last" && trip.id !== event)) throw noTrip(circuit.id);
  const latest = event === "last" ? trip : (await store.history({ ...openings, limit: 1 })).events[0];
  const now = clock();
  const { after, isWhole, end } = await aftermathOf(store, trip, now);
  return {
    trip: presentEvent(trip),
    after: after.slice(0, MOST_AFTER).map(brief),
    after_count: isWhole ? after.length : null,
    failed_tests: after.filter(({ kind }) => kind === "opened").length,
    lost_tests: after.filter(({ kind }) => kind === "probe_expired").length,
    end: end && brief(end),
    previous: previous?.id ?? null,
    is_latest: latest?.id === trip.id,
    server_time: toInstant(now),
  };
}

/** Without what only whoever asks about that very event wants to know. */
function brief(event: StoredEvent) {
  const { details: _, ...rest } = presentEvent(event);
  return rest;
}

function noTrip(circuit: string): OperationError {
  return new OperationError("not_found", `${circuit} has not opened then, as far as is on record.`);
}
