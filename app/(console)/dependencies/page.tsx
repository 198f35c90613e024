import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { DependencyList } from "@/components/dependencies/dependency-list.tsx";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { nodesQuery } from "@/lib/client/settings-queries.ts";
import { listNodeTypes } from "@/lib/operations/nodes/list-node-types.ts";
import { getPanel } from "@/lib/panel.ts";
import { requireUser } from "../current-user.ts";
import { panelOrigin } from "../panel-origin.ts";

export default async function DependenciesPage() {
  const caller = await requireUser("/dependencies");
  const panel = await getPanel();
  const client = makeQueryClient();
  client.setQueryData(nodesQuery().queryKey, listNodeTypes(panel, caller));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DependencyList origin={await panelOrigin(panel.settings)} />
    </HydrationBoundary>
  );
}
