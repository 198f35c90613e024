import { authorize, seesWorkspace } from "../../auth/permissions.ts";
import type { EventsReply } from "../../contracts/event.ts";
import { callerOf } from "../../registry/index.ts";
import type { Caller, Services } from "../context.ts";
import { presentEvent } from "./present-event.ts";

interface Query {
  readonly circuit?: string | undefined;
  readonly node_type?: string | undefined;
  readonly kind?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * What happened, newest first. A page may hold fewer events than asked for: those of workspaces that the caller may
 * not see are left out of it.
 */
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
  const seen = page.events.filter(({ circuit }) => {
    return seesWorkspace(caller.principal, circuit === null ? null : (callerOf(circuit)?.workspace ?? null));
  });
  return { events: seen.map(presentEvent), next_before: page.nextBefore };
}
