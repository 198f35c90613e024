import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { DefaultPolicy } from "@/components/settings/default-policy.tsx";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { defaultPolicyQuery, defaultPolicyRevisionsQuery } from "@/lib/client/settings-queries.ts";
import { listDefaultPolicyRevisions } from "@/lib/operations/policy/list-default-policy-revisions.ts";
import { showDefaultPolicy } from "@/lib/operations/policy/show-default-policy.ts";
import { getPanel } from "@/lib/panel.ts";
import { AdminsOnly } from "../../admins-only.tsx";
import { BACK_TO_ACCOUNT, requireAdmin } from "../require-admin.ts";

export default async function DefaultPolicyPage() {
  const caller = await requireAdmin("/settings/policy");
  if (caller === null) return <AdminsOnly back={BACK_TO_ACCOUNT} />;
  const client = makeQueryClient();
  const panel = await getPanel();
  const stored = showDefaultPolicy(panel, caller);
  client.setQueryData(defaultPolicyQuery().queryKey, stored);
  const revisions = listDefaultPolicyRevisions(panel, caller);
  client.setQueryData(defaultPolicyRevisionsQuery(stored.revision).queryKey, revisions);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DefaultPolicy />
    </HydrationBoundary>
  );
}
