import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { DependencyPage } from "@/components/dependencies/dependency-page.tsx";
import { dependencyOf, dependencyPath } from "@/lib/client/dependency-path.ts";
import { circuitQuery } from "@/lib/client/queries.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { receivedNow } from "@/lib/client/received.ts";
import { defaultPolicyQuery, nodeQuery, nodeRevisionsQuery } from "@/lib/client/settings-queries.ts";
import { showCircuit } from "@/lib/operations/circuits/show-circuit.ts";
import type { Caller } from "@/lib/operations/context.ts";
import { OperationError } from "@/lib/operations/errors.ts";
import { listNodeTypeRevisions } from "@/lib/operations/nodes/list-node-type-revisions.ts";
import { showNodeType } from "@/lib/operations/nodes/show-node-type.ts";
import { showDefaultPolicy } from "@/lib/operations/policy/show-default-policy.ts";
import { getPanel, type Panel } from "@/lib/panel.ts";
import { requireUser } from "../../current-user.ts";

export default async function OneDependencyPage({ params }: { params: Promise<{ type: string }> }) {
  const type = dependencyOf((await params).type);
  const caller = await requireUser(dependencyPath(type));
  const known = knownTo(await getPanel(), caller, type);
  if (known === null) notFound();
  const client = makeQueryClient();
  client.setQueryData(nodeQuery(type).queryKey, known.node);
  client.setQueryData(circuitQuery(known.circuit).queryKey, receivedNow(known.circuit));
  client.setQueryData(defaultPolicyQuery().queryKey, known.defaultPolicy);
  client.setQueryData(nodeRevisionsQuery(type, known.node.revision).queryKey, known.revisions);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      {/* One page for each: what was typed for one is not for the next. */}
      <DependencyPage key={type} type={type} />
    </HydrationBoundary>
  );
}

function knownTo(panel: Panel, caller: Caller, type: string) {
  try {
    return {
      node: showNodeType(panel, caller, type),
      circuit: showCircuit(panel, caller, type),
      defaultPolicy: showDefaultPolicy(panel, caller),
      revisions: listNodeTypeRevisions(panel, caller, type),
    };
  } catch (error) {
    if (error instanceof OperationError && error.code === "not_found") return null;
    throw error;
  }
}
