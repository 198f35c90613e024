import { authorize } from "../../auth/permissions.ts";
import type { EventsReply } from "../../contracts/event.ts";
import type { Caller, Services } from "../context.ts";
import { presentEvent } from "./present-event.ts";

interface Query {
  readonly circuit?: string | undefined;
  readonly node_type?: string | undefined;
  readonly kind?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What happened, newest first. */
export async function listEvents(
  { store }: Pick<Services, "store">,
  caller: Caller,
  query: Query,
): Promise<EventsReply> {
  authorize(caller.principal, "read");
  const page = await store.history({
    limit: query.limit,
    ...(query.circuit === undefined ? {} : { circuits: [query.circuit] }),
    ...(query.node_type === undefined ? {} : { nodeType: query.node_type }),
    ...(query.kind === undefined ? {} : { kinds: [query.kind] }),
    ...(query.before === undefined ? {} : { before: query.before }),
  });
  return { events: page.events.map(presentEvent), next_before: page.nextBefore };
}
