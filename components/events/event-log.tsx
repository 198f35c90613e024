"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { type EventFilter, eventFilterFrom, eventSearchOf } from "@/lib/client/event-filter.ts";
import { EVENTS_INTERVAL_MS, eventsQuery, polling } from "@/lib/client/queries.ts";
import type { EventsReply } from "@/lib/contracts/event.ts";
import { EventFilters } from "./event-filters.tsx";
import { EventItem } from "./event-item.tsx";

/** The log: what happened, newest first, a page at a time. */
export function EventLog() {
  const query = useSearchParams();
  const filter = useMemo(() => eventFilterFrom(query), [query]);
  const { pausedAt } = usePause();
  // What lies behind an older page does not change.
  const isLive = pausedAt === null && filter.before === undefined;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...eventsQuery(filter),
    ...polling(isLive ? EVENTS_INTERVAL_MS : null),
  });
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="font-semibold text-lg tracking-tight">Events</h1>
        <EventFilters filter={filter} />
      </div>
      {error !== null && <LoadError title="Events could not be loaded" error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && <Skeleton className="h-96 rounded-xl!" />}
      {data && (
        <div className={classNames("grid gap-4", isPlaceholderData && "opacity-60")}>
          <Page reply={data.reply} filter={filter} />
        </div>
      )}
    </div>
  );
}

function Page({ reply, filter }: { reply: EventsReply; filter: EventFilter }) {
  const { kind, circuit, before } = filter;
  const { events, next_before } = reply;
  const filtered = kind !== undefined || circuit !== undefined;
  // Whoever asks why a circuit tripped gets the answer unfolded.
  const asksWhy = kind === "opened" && circuit !== undefined && before === undefined;
  return (
    <>
      {events.length === 0 ? (
        <EmptyState title={filtered ? "No event matches" : "Nothing has happened yet"}>
          {filtered && <ButtonLink href="/events">Clear the filter</ButtonLink>}
        </EmptyState>
      ) : (
        <Card className="overflow-hidden">
          <ol className="divide-y divide-line text-[0.8125rem]">
            {events.map((event, index) => (
              <EventItem key={event.id} event={event} unfolded={asksWhy && index === 0} />
            ))}
          </ol>
        </Card>
      )}
      <nav aria-label="Pages of the log" className="flex justify-between">
        {before === undefined ? (
          <span />
        ) : (
          <ButtonLink href={`/events${eventSearchOf({ kind, circuit })}`}>Newest</ButtonLink>
        )}
        {next_before !== null && (
          <ButtonLink href={`/events${eventSearchOf({ kind, circuit, before: next_before })}`}>Older</ButtonLink>
        )}
      </nav>
    </>
  );
}
