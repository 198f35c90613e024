"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Revisions } from "@/components/revisions/revisions.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { defaultPolicyQuery, defaultPolicyRevisionsQuery } from "@/lib/client/settings-queries.ts";
import type { PolicyReply } from "@/lib/contracts/policy.ts";

/** The edits of the default policy, and the way back to a former one. */
export function DefaultPolicyRevisions({ stored: { revision } }: { stored: PolicyReply }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(defaultPolicyRevisionsQuery(revision));
  return (
    <Revisions
      hint="Who edited it, and when."
      query={{ data, error, refetch }}
      unsaid="built in"
      stays="Every dependency that inherits what changes is judged by it at once; circuits keep state and counts."
      rollBack={async (wish) => {
        const { changed, ...stored } = await call(api.rollBackDefaultPolicy, { body: wish }).finally(() => {
          for (const key of ["default policy", "nodes", "status", "events"]) {
            client.invalidateQueries({ queryKey: [key] });
          }
        });
        client.setQueryData(defaultPolicyQuery().queryKey, stored);
        if (!changed) return `Revision ${wish.revision} was in force already`;
        return `Rolled the default policy back to revision ${wish.revision}: it is revision ${stored.revision}`;
      }}
    />
  );
}
