import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { Incidents } from "@/components/incidents/incidents.tsx";
import { ongoingIncidentsQuery, pastIncidentsQuery } from "@/lib/client/incident-queries.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { receivedNow } from "@/lib/client/received.ts";
import { incidentsQuery } from "@/lib/contracts/incident.ts";
import { listIncidents } from "@/lib/operations/incidents/list-incidents.ts";
import { getPanel } from "@/lib/panel.ts";
import { requireUser } from "../current-user.ts";
import { type PageQuery, queryOf } from "../query-of.ts";

export default async function IncidentsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const before = queryOf(await searchParams).get("before");
  const asked = incidentsQuery.safeParse({ state: "over", ...(before === null ? {} : { before }) });
  const caller = await requireUser(asked.success && before !== null ? `/incidents?before=${before}` : "/incidents");
  const panel = await getPanel();
  const client = makeQueryClient();
  const ongoing = await listIncidents(panel, caller, { state: "ongoing", limit: 50 });
  const past = await listIncidents(panel, caller, asked.success ? asked.data : { state: "over", limit: 20 });
  client.setQueryData(ongoingIncidentsQuery().queryKey, receivedNow(ongoing));
  client.setQueryData(pastIncidentsQuery(asked.data?.before ?? null).queryKey, receivedNow(past));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Incidents />
    </HydrationBoundary>
  );
}
