"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { memo, useEffect, useRef } from "react";
import { Section } from "@/components/circuits/section.tsx";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useInSight } from "@/components/ui/use-in-sight.ts";
import { EVENTS_INTERVAL_MS, eventsQuery, polling } from "@/lib/client/queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import type { EventView } from "@/lib/contracts/event.ts";
import { toneOfKind, wordOfKind } from "./event-look.ts";
import { EventSentence } from "./event-sentence.tsx";
import { EventTime } from "./event-time.tsx";

const LATEST = 10;

/** The latest events; while they are in sight, asked for again as soon as a circuit has moved on: there are new ones then. */
export function RecentEvents({ circuits }: { circuits: readonly CircuitView[] }) {
  const client = useQueryClient();
  const { pausedAt } = usePause();
  const section = useRef<HTMLElement>(null);
  const { data, error, refetch } = useQuery({
    ...eventsQuery({ limit: LATEST }),
    ...polling(pausedAt === null ? EVENTS_INTERVAL_MS : null),
    enabled: useInSight(section),
  });
  const generations = circuits.reduce((sum, { generation }) => sum + generation, 0);

  const seen = useRef(generations);
  useEffect(() => {
    if (seen.current === generations) return;
    seen.current = generations;
    client.invalidateQueries({ queryKey: ["events"] });
  }, [generations, client]);

  return (
    <Section
      ref={section}
      title="Recent events"
      hint={
        <Link
          href="/events"
          className="inline-flex items-center rounded-sm underline underline-offset-2 touch-target hover:text-ink max-sm:-my-3"
        >
          all events
        </Link>
      }
    >
      {data === undefined && error !== null && (
        <LoadError title="Events could not be loaded" error={error} onRetry={() => refetch()} />
      )}
      {data === undefined && error === null && <Skeleton className="h-40 rounded-xl!" />}
      {data && <Feed events={data.reply.events} />}
    </Section>
  );
}

function Feed({ events }: { events: readonly EventView[] }) {
  if (events.length === 0) return <Card className="px-5 py-4 text-muted">Nothing has happened yet.</Card>;
  return (
    <Card>
      <ol className="divide-y divide-line text-[0.8125rem]">
        {events.map((event) => (
          <FeedItem key={event.id} event={event} />
        ))}
      </ol>
    </Card>
  );
}

/** What has happened does not change: with each new event all the others only move on by one. */
const FeedItem = memo(
  function FeedItem({ event }: { event: EventView }) {
    return (
      <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 px-5 py-2 sm:grid-cols-[8.5rem_6.5rem_1fr]">
        <span className="max-sm:order-2">
          <EventTime at={event.at} />
        </span>
        <span className={classNames(tones[toneOfKind(event.kind)], "font-medium text-tone max-sm:order-1")}>
          {wordOfKind(event.kind)}
        </span>
        <span className="max-sm:order-3 max-sm:col-span-2">
          <EventSentence event={event} circuit="linked" />
        </span>
      </li>
    );
  },
  (before, now) => before.event.id === now.event.id,
);
