"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EventItem } from "@/components/events/event-item.tsx";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { counted } from "@/lib/client/format.ts";
import { incidentQuery } from "@/lib/client/incident-queries.ts";
import { nameOf } from "@/lib/client/incident-words.ts";
import { EVENTS_INTERVAL_MS, polling } from "@/lib/client/queries.ts";
import { receivedInPage } from "@/lib/client/received.ts";
import type { IncidentReply } from "@/lib/contracts/incident.ts";
import { CopySummary } from "./copy-summary.tsx";
import { CostTable } from "./cost-table.tsx";
import { IncidentFacts } from "./incident-facts.tsx";
import { IncidentState } from "./incident-state.tsx";
import { IncidentTimeline } from "./incident-timeline.tsx";

/** One incident: when each circuit was open, what happened in order, what it cost, and a summary to take along. */
export function IncidentPage({ sent }: { sent: IncidentReply }) {
  const { id } = sent.incident;
  const { pausedAt } = usePause();
  const { stale } = useFreshness();
  const [received] = useState(() => receivedInPage(sent));
  const [isOver, setOver] = useState(sent.incident.state === "over");
  const { data, error, refetch } = useQuery({
    ...incidentQuery(id),
    ...polling(pausedAt === null && !isOver ? EVENTS_INTERVAL_MS : null),
    initialData: received,
  });
  const { reply } = data;
  const { incident } = reply;
  if (incident.state === "over" && !isOver) setOver(true);
  const now = Date.parse(reply.server_time);
  return (
    <>
      <PageHeader
        title={nameOf(incident)}
        parent={{ href: "/incidents", name: "Incidents" }}
        actions={<CopySummary reply={reply} />}
      >
        {counted(incident.trips, "trip")} · <IncidentState incident={incident} stale={stale} />
      </PageHeader>
      <div className="grid gap-4">
        {error !== null && !stale && (
          <LoadError title="The incident could not be loaded anew" error={error} onRetry={() => refetch()} />
        )}
        <IncidentFacts incident={incident} now={now} stale={stale} />
        <IncidentTimeline incident={incident} now={now} stale={stale} />
        <CostTable incident={incident} />
        <Card className="overflow-hidden">
          <CardHeader
            title="What happened"
            hint={reply.more_events ? "In order; there was more before this" : "In order"}
          />
          <ol className="divide-y divide-line text-[0.8125rem]">
            {reply.events.map((event) => (
              <EventItem key={event.id} event={event} unfolded={false} />
            ))}
          </ol>
        </Card>
      </div>
    </>
  );
}
