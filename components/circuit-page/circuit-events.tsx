"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EventItem } from "@/components/events/event-item.tsx";
import { wordOfKind } from "@/components/events/event-look.ts";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Select } from "@/components/ui/inputs.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { eventSearchOf } from "@/lib/client/event-filter.ts";
import { EVENTS_INTERVAL_MS, eventsQuery, polling } from "@/lib/client/queries.ts";

const LATEST = 20;
/** What can happen to a circuit. */
const KINDS = [
  "opened",
  "half_opened",
  "closed",
  "reset",
  "override_set",
  "override_cleared",
  "override_expired",
  "probe_expired",
  "refused",
];

/** What happened to the circuit, newest first; who did it, and why. */
export function CircuitEvents({ circuit }: { circuit: string }) {
  const [kind, setKind] = useState("");
  const { pausedAt } = usePause();
  const about = kind === "" ? { circuit } : { circuit, kind };
  const { data, error, refetch } = useQuery({
    ...eventsQuery({ ...about, limit: LATEST }),
    ...polling(pausedAt === null ? EVENTS_INTERVAL_MS : null),
  });
  const events = data?.reply.events;
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Events"
        actions={
          <Select
            aria-label="Kind of event"
            value={kind}
            onChange={(event) => setKind(event.target.value)}
            className="w-40!"
          >
            <option value="">All kinds</option>
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {wordOfKind(each)}
              </option>
            ))}
          </Select>
        }
      />
      {error !== null && <LoadError title="Events could not be loaded" error={error} onRetry={() => refetch()} />}
      {events === undefined && error === null && <Skeleton className="m-5 h-40" />}
      {events?.length === 0 && (
        <p className="px-5 py-8 text-center text-muted">
          {kind === "" ? "Nothing has happened yet." : "None of this kind."}
        </p>
      )}
      <ol className="divide-y divide-line text-[0.8125rem]">
        {events?.map((event) => (
          <EventItem key={event.id} event={event} unfolded={false} />
        ))}
      </ol>
      {data?.reply.next_before != null && (
        <div className="border-line border-t px-5 py-3">
          <ButtonLink href={`/events${eventSearchOf({ ...about, before: data.reply.next_before })}`}>Older</ButtonLink>
        </div>
      )}
    </Card>
  );
}
