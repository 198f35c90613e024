import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { Tokens } from "@/components/settings/tokens/tokens.tsx";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { tokensQuery } from "@/lib/client/settings-queries.ts";
import { listTokens } from "@/lib/operations/accounts/list-tokens.ts";
import { getPanel } from "@/lib/panel.ts";
import { AdminsOnly } from "../../admins-only.tsx";
import { panelOrigin } from "../../panel-origin.ts";
import { BACK_TO_ACCOUNT, requireAdmin } from "../require-admin.ts";

export default async function TokensPage() {
  const caller = await requireAdmin("/settings/tokens");
  if (caller === null) return <AdminsOnly back={BACK_TO_ACCOUNT} />;
  const panel = await getPanel();
  const client = makeQueryClient();
  client.setQueryData(tokensQuery().queryKey, await listTokens(panel, caller));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Tokens origin={await panelOrigin(panel.settings)} />
    </HydrationBoundary>
  );
}
