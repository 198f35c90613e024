import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { DefaultPolicy } from "@/components/settings/default-policy.tsx";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { defaultPolicyQuery } from "@/lib/client/settings-queries.ts";
import { showDefaultPolicy } from "@/lib/operations/policy/show-default-policy.ts";
import { getPanel } from "@/lib/panel.ts";
import { AdminsOnly } from "../../admins-only.tsx";
import { BACK_TO_ACCOUNT, requireAdmin } from "../require-admin.ts";

export default async function DefaultPolicyPage() {
  const caller = await requireAdmin("/settings/policy");
  if (caller === null) return <AdminsOnly back={BACK_TO_ACCOUNT} />;
  const client = makeQueryClient();
  client.setQueryData(defaultPolicyQuery().queryKey, showDefaultPolicy(await getPanel(), caller));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DefaultPolicy />
    </HydrationBoundary>
  );
}
