"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { dossierOf } from "@/components/events/dossier.ts";
import { DossierView } from "@/components/events/dossier-view.tsx";
import { EventSentence } from "@/components/events/event-sentence.tsx";
import { EventTime } from "@/components/events/event-time.tsx";
import { verdictFigures } from "@/components/events/verdict-figures.ts";
import { LoadError } from "@/components/shell/load-error.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { CircuitPageView } from "@/lib/client/circuit-page.ts";
import { eventsQuery } from "@/lib/client/queries.ts";
import type { EventView } from "@/lib/contracts/event.ts";

interface TripCardProps {
  circuit: string;
  trip: NonNullable<CircuitPageView["trip"]>;
  /** Where the page about a trip is; without it, about none. */
  hrefOf: (trip: number | null) => string;
}

/** Why the circuit opened that time: what was judged, and by which failures. The page's address leads here again. */
export function TripCard({ circuit, trip, hrefOf }: TripCardProps) {
  const asked = trip === "last" ? { kind: "opened" } : { before: trip + 1 };
  const { data, error, refetch } = useQuery(eventsQuery({ circuit, ...asked, limit: 1 }));
  const event = data?.reply.events.find(({ id, kind }) => kind === "opened" && (trip === "last" || id === trip));
  return (
    <Card data-testid="trip">
      <CardHeader
        title="Why it tripped"
        actions={
          <>
            {event && <CopyButton text={`${location.origin}${hrefOf(event.id)}`} label="Copy the link to this trip" />}
            <Link
              href={hrefOf(null)}
              scroll={false}
              prefetch={false}
              className="inline-flex items-center rounded-md px-2 text-[0.8125rem] text-muted touch-target hover:text-ink hover:underline"
            >
              Close
            </Link>
          </>
        }
      />
      <div className="grid gap-4 px-5 py-4 text-[0.8125rem]">
        {error !== null && <LoadError title="The trip could not be loaded" error={error} onRetry={() => refetch()} />}
        {data === undefined && error === null && <Skeleton className="h-40 rounded-xl!" />}
        {data !== undefined && event === undefined && <p className="text-muted">{missing(trip)}</p>}
        {event && <Trip event={event} />}
      </div>
    </Card>
  );
}

function Trip({ event }: { event: EventView }) {
  const dossier = dossierOf(event.details);
  return (
    <>
      <p className="flex flex-wrap gap-x-3">
        <EventTime at={event.at} />
        <EventSentence event={event} linked={false} />
        <span className="text-faint">on {event.instance}</span>
      </p>
      {dossier && <DossierView dossier={dossier} figures={verdictFigures(event.details)} />}
    </>
  );
}

function missing(trip: TripCardProps["trip"]): string {
  return trip === "last"
    ? "It has not tripped, as far as is on record."
    : "This trip is not on record any more, or was another circuit’s.";
}
