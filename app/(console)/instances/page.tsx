import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { Instances } from "@/components/instances/instances.tsx";
import { instancesQuery } from "@/lib/client/queries.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { receivedNow } from "@/lib/client/received.ts";
import { listInstances } from "@/lib/operations/instances/list-instances.ts";
import { getPanel } from "@/lib/panel.ts";
import { requireUser } from "../current-user.ts";

export default async function InstancesPage() {
  const caller = await requireUser("/instances");
  const panel = await getPanel();
  const client = makeQueryClient();
  client.setQueryData(instancesQuery().queryKey, receivedNow(listInstances(panel, caller)));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Instances />
    </HydrationBoundary>
  );
}
