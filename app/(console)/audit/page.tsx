import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { Audit } from "@/components/audit/audit.tsx";
import { auditFilterFrom, auditSearchOf } from "@/lib/client/audit-filter.ts";
import { auditQuery } from "@/lib/client/queries.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { receivedNow } from "@/lib/client/received.ts";
import { auditQuery as contract } from "@/lib/contracts/audit.ts";
import { listActs } from "@/lib/operations/audit/list-acts.ts";
import { OperationError } from "@/lib/operations/errors.ts";
import { getPanel } from "@/lib/panel.ts";
import { requireUser } from "../current-user.ts";
import { type PageQuery, queryOf } from "../query-of.ts";

export default async function AuditPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const filter = auditFilterFrom(queryOf(await searchParams));
  const caller = await requireUser(`/audit${auditSearchOf(filter)}`);
  const panel = await getPanel();
  const client = makeQueryClient();
  const query = contract.safeParse(Object.fromEntries(new URLSearchParams(auditSearchOf(filter))));
  const reply = query.success ? await listActs(panel, caller, query.data).catch(leftToThePage) : null;
  if (reply !== null) client.setQueryData(auditQuery(filter).queryKey, receivedNow(reply));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Audit />
    </HydrationBoundary>
  );
}

/** What is asked for makes no sense: the page asks again, and shows what the API says to it. */
function leftToThePage(error: unknown): null {
  if (error instanceof OperationError) return null;
  throw error;
}
