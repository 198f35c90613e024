import { Card } from "@/components/ui/card.tsx";
import type { IncidentsReply } from "@/lib/contracts/incident.ts";
import { IncidentRow } from "./incident-row.tsx";

/** Incidents under one title; nothing where there are none. */
export function IncidentList({ title, reply, stale }: { title: string; reply: IncidentsReply; stale: boolean }) {
  const { incidents, server_time } = reply;
  if (incidents.length === 0) return null;
  return (
    <section aria-label={title} className="grid gap-2">
      <h2 className="font-semibold text-[0.8125rem] text-muted">{title}</h2>
      <Card className="overflow-hidden">
        <ol className="divide-y divide-line">
          {incidents.map((each) => (
            <IncidentRow key={each.id} incident={each} now={Date.parse(server_time)} stale={stale} />
          ))}
        </ol>
      </Card>
    </section>
  );
}
