"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Key } from "@/components/charts/plot.tsx";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { counted } from "@/lib/client/format.ts";
import { INCIDENTS_INTERVAL_MS, ongoingIncidentsQuery, pastIncidentsQuery } from "@/lib/client/incident-queries.ts";
import { polling } from "@/lib/client/queries.ts";
import type { IncidentsReply } from "@/lib/contracts/incident.ts";
import { IncidentList } from "./incident-list.tsx";
import { NoIncident } from "./no-incident.tsx";

/** Trips that belong together: what goes on first, then what is over, a page at a time. */
export function Incidents() {
  const { pausedAt } = usePause();
  const { stale } = useFreshness();
  const before = beforeOf(useSearchParams());
  const every = polling(pausedAt === null ? INCIDENTS_INTERVAL_MS : null);
  const ongoing = useQuery({ ...ongoingIncidentsQuery(), ...every });
  const past = useQuery({ ...pastIncidentsQuery(before), ...every });
  const [now, then] = [ongoing.data?.reply, past.data?.reply];
  const error = ongoing.error ?? past.error;
  const isKnown = now !== undefined && then !== undefined;
  return (
    <>
      <PageHeader
        title="Incidents"
        actions={
          <span className="flex flex-wrap gap-x-3 self-center text-muted text-xs">
            <Key className="text-bad-mark">open</Key>
            <Key className="text-warn-mark">half-open</Key>
            <Key className="text-strip" line>
              closed
            </Key>
          </span>
        }
      >
        {isKnown && summary(now)}
      </PageHeader>
      {/* What is known stays; that nothing new comes, the console says once, on top. */}
      {error && !(isKnown && stale) && (
        <LoadError
          title="Incidents could not be loaded"
          error={error}
          onRetry={() => Promise.all([ongoing.refetch(), past.refetch()])}
        />
      )}
      {!error && !isKnown && <Skeleton className="h-96 rounded-xl!" />}
      {isKnown && (
        <div className="grid gap-6">
          {before === null && <IncidentList title="Ongoing" reply={now} stale={stale} />}
          <IncidentList title="Over" reply={then} stale={stale} />
          {now.incidents.length + then.incidents.length === 0 && before === null && <NoIncident />}
          <Pages next={then.next_before} before={before} />
        </div>
      )}
    </>
  );
}

function Pages({ next, before }: { next: number | null; before: number | null }) {
  if (next === null && before === null) return null;
  return (
    <nav aria-label="Pages of incidents" className="flex justify-between print:hidden">
      {before === null ? <span /> : <ButtonLink href="/incidents">Newest</ButtonLink>}
      {next !== null && <ButtonLink href={`/incidents?before=${next}`}>Older</ButtonLink>}
    </nav>
  );
}

function summary({ incidents, cut_off_at }: IncidentsReply): string {
  const going = incidents.length === 0 ? "None ongoing" : `${counted(incidents.length, "incident")} ongoing`;
  const known = cut_off_at === null ? "the last 7 days" : `since ${cut_off_at.slice(0, 16).replace("T", " ")} UTC`;
  return `${going} · trips that belong together, ${known}`;
}

function beforeOf(query: Pick<URLSearchParams, "get">): number | null {
  const text = query.get("before") ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
