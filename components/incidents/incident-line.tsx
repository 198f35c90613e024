"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { memo } from "react";
import { EventTime } from "@/components/events/event-time.tsx";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { count } from "@/lib/client/format.ts";
import { INCIDENTS_INTERVAL_MS, ongoingIncidentsQuery } from "@/lib/client/incident-queries.ts";
import { polling } from "@/lib/client/queries.ts";

/** That several circuits are in trouble together, quietly, where one is looked at after the other. */
export const IncidentLine = memo(function IncidentLine() {
  const { pausedAt } = usePause();
  const { stale } = useFreshness();
  const { data } = useQuery({
    ...ongoingIncidentsQuery(),
    ...polling(pausedAt === null ? INCIDENTS_INTERVAL_MS : null),
  });
  const joint = data?.reply.incidents.filter((each) => each.circuit_count > 1 && each.closed_at === null) ?? [];
  const [latest] = joint;
  if (latest === undefined) return null;
  return (
    // In the gap below the counts: what comes later moves nothing.
    <p
      data-testid="incident-line"
      className="absolute top-full left-0 flex h-8 items-center text-[0.8125rem] text-muted"
    >
      <Link
        href={joint.length === 1 ? `/incidents/${latest.id}` : "/incidents"}
        prefetch={false}
        className="inline-flex items-center whitespace-nowrap rounded-sm touch-target hover:text-ink hover:underline"
      >
        <span>
          {stale && "Last known: "}
          {joint.length === 1 ? "Incident" : `${count(joint.length)} incidents, the latest`}:{" "}
          {count(latest.circuit_count)} circuits since <EventTime at={latest.started_at} className="text-ink" />{" "}
          <span aria-hidden="true">→</span>
        </span>
      </Link>
    </p>
  );
});
