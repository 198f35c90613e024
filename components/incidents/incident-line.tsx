"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { count } from "@/lib/client/format.ts";
import { INCIDENTS_INTERVAL_MS, ongoingIncidentsQuery } from "@/lib/client/incident-queries.ts";
import { polling } from "@/lib/client/queries.ts";
import { EventTime } from "../events/event-time.tsx";

/** That several circuits are in trouble together, quietly, where one is looked at after the other. */
export function IncidentLine() {
  const { pausedAt } = usePause();
  const { stale } = useFreshness();
  const { data } = useQuery({
    ...ongoingIncidentsQuery(),
    ...polling(pausedAt === null ? INCIDENTS_INTERVAL_MS : null),
  });
  const joint = data?.reply.incidents.filter((each) => each.circuit_count > 1 && each.closed_at === null) ?? [];
  return joint.slice(0, 3).map(({ id, circuit_count, started_at }) => (
    <p key={id} data-testid="incident-line" className="-my-3.5 text-[0.8125rem] text-muted">
      <Link
        href={`/incidents/${id}`}
        prefetch={false}
        className="inline-flex items-center gap-1 rounded-sm touch-target hover:text-ink hover:underline"
      >
        <span>
          {stale ? "Incident, last known:" : "Incident:"} {count(circuit_count)} circuits since{" "}
          <EventTime at={started_at} className="text-ink" /> <span aria-hidden="true">→</span>
        </span>
      </Link>
    </p>
  ));
}
