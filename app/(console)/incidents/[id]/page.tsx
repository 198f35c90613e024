import { notFound } from "next/navigation";
import { IncidentPage } from "@/components/incidents/incident-page.tsx";
import { api } from "@/lib/contracts/api.ts";
import { OperationError } from "@/lib/operations/errors.ts";
import { showIncident } from "@/lib/operations/incidents/show-incident.ts";
import { getPanel } from "@/lib/panel.ts";
import { requireUser } from "../../current-user.ts";

export default async function OneIncidentPage({ params }: { params: Promise<{ id: string }> }) {
  const asked = api.showIncident.params.safeParse(await params);
  if (!asked.success) notFound();
  const caller = await requireUser(`/incidents/${asked.data.id}`);
  const reply = await showIncident(await getPanel(), caller, asked.data).catch((error: unknown) => {
    if (error instanceof OperationError && error.code === "not_found") notFound();
    throw error;
  });
  return <IncidentPage key={reply.incident.id} sent={reply} />;
}
