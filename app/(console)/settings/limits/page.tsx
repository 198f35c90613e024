import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { RateLimits } from "@/components/settings/limits/rate-limits.tsx";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { limitsQuery } from "@/lib/client/settings-queries.ts";
import { showLimits } from "@/lib/operations/limits/show-limits.ts";
import { getPanel } from "@/lib/panel.ts";
import { AdminsOnly } from "../../admins-only.tsx";
import { BACK_TO_ACCOUNT, requireAdmin } from "../require-admin.ts";

export default async function RateLimitsPage() {
  const caller = await requireAdmin("/settings/limits");
  if (caller === null) return <AdminsOnly back={BACK_TO_ACCOUNT} />;
  const client = makeQueryClient();
  client.setQueryData(limitsQuery().queryKey, showLimits(await getPanel(), caller));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RateLimits />
    </HydrationBoundary>
  );
}
