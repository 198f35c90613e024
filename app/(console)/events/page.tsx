import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { EventLog } from "@/components/events/event-log.tsx";
import { eventFilterFrom, eventSearchOf } from "@/lib/client/event-filter.ts";
import { eventsQuery } from "@/lib/client/queries.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { receivedNow } from "@/lib/client/received.ts";
import { listEvents } from "@/lib/operations/events/list-events.ts";
import { getPanel } from "@/lib/panel.ts";
import { requireUser } from "../current-user.ts";
import { type PageQuery, queryOf } from "../query-of.ts";

export default async function EventsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const filter = eventFilterFrom(queryOf(await searchParams));
  const caller = await requireUser(`/events${eventSearchOf(filter)}`);
  const panel = await getPanel();
  const client = makeQueryClient();
  client.setQueryData(eventsQuery(filter).queryKey, receivedNow(await listEvents(panel, caller, filter)));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EventLog />
    </HydrationBoundary>
  );
}
