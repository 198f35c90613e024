"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Revisions } from "@/components/revisions/revisions.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { nodeQuery, nodeRevisionsQuery } from "@/lib/client/settings-queries.ts";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";

/** The edits of a dependency, and the way back to a former policy. */
export function DependencyRevisions({ node: { node_type: type, revision } }: { node: NodeTypeView }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(nodeRevisionsQuery(type, revision));
  return (
    <Revisions
      hint="Who edited it, when and why. A rollback takes the policy alone."
      query={{ data, error, refetch }}
      unsaid="inherited"
      stays="Its config and secrets stay as they are, and its circuit keeps its state and counts."
      rollBack={async (wish) => {
        const { changed, ...node } = await call(api.rollBackNodeType, { params: { type }, body: wish }).finally(() => {
          for (const key of ["nodes", "status", "circuit", "events"]) client.invalidateQueries({ queryKey: [key] });
        });
        client.setQueryData(nodeQuery(type).queryKey, node);
        if (!changed) return `The policy of revision ${wish.revision} was in force already`;
        return `Rolled ${type} back to the policy of revision ${wish.revision}: it is revision ${node.revision}`;
      }}
    />
  );
}
