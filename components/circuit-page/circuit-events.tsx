"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { EventItem } from "@/components/events/event-item.tsx";
import { wordOfKind } from "@/components/events/event-look.ts";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Select } from "@/components/ui/inputs.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { eventsOf } from "@/lib/client/circuit-page.ts";
import { eventSearchOf } from "@/lib/client/event-filter.ts";
import { EVENTS_INTERVAL_MS, eventsQuery, polling } from "@/lib/client/queries.ts";

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
  "node_type_created",
  "node_type_changed",
  "policy_rolled_back",
  "refused",
];

interface CircuitEventsProps {
  circuit: string;
  /** Null is all. */
  kind: string | null;
  onChoose: (kind: string | null) => void;
}

/** What happened to the circuit, newest first; who did it, and why. */
export function CircuitEvents({ circuit, kind, onChoose }: CircuitEventsProps) {
  const { pausedAt } = usePause();
  const about = kind === null ? { circuit } : { circuit, kind };
  const { data, error, refetch } = useQuery({
    ...eventsQuery(eventsOf(circuit, kind)),
    ...polling(pausedAt === null ? EVENTS_INTERVAL_MS : null),
  });
  const events = data?.reply.events;
  return (
    <Card id="events" className="scroll-mt-18 overflow-hidden">
      <CardHeader
        title="Events"
        actions={
          <Select
            aria-label="Kind of event"
            value={kind ?? ""}
            onChange={(event) => onChoose(event.target.value || null)}
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
          {kind === null ? "Nothing has happened yet." : "None of this kind."}
        </p>
      )}
      <ol className="divide-y divide-line text-[0.8125rem]">
        {events?.map((event) => (
          <EventItem key={event.id} event={event} unfolded={false} isAboutPage />
        ))}
      </ol>
      <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-5 py-2.5 print:hidden">
        <Link
          href={`/events${eventSearchOf(about)}`}
          prefetch={false}
          className="inline-flex items-center rounded-sm text-[0.8125rem] text-muted touch-target hover:text-ink hover:underline"
        >
          In the log of all circuits
        </Link>
        {data?.reply.next_before != null && (
          <ButtonLink size="sm" href={`/events${eventSearchOf({ ...about, before: data.reply.next_before })}`}>
            Older
          </ButtonLink>
        )}
      </div>
    </Card>
  );
}
