"use client";

import { useQuery } from "@tanstack/react-query";
import { PolicyInForce } from "@/components/policy/policy-in-force.tsx";
import { LoadError } from "@/components/shell/load-error.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { dependencyPath } from "@/lib/client/dependency-path.ts";
import { nodeQuery } from "@/lib/client/settings-queries.ts";

/** The policy in force; it is edited, tried on what was recorded, and rolled back where its dependency is. */
export function PolicyCard({ type }: { type: string }) {
  const isAdmin = useIsAdmin();
  const { data, error, refetch } = useQuery(nodeQuery(type));
  return (
    <Card>
      <CardHeader
        title="Policy"
        {...(data && { hint: `revision ${data.revision}` })}
        actions={<ButtonLink href={dependencyPath(type)}>{isAdmin ? "Edit, revisions" : "Revisions"}</ButtonLink>}
      />
      <div className="px-5 py-4">
        {error !== null && <LoadError title="The policy could not be loaded" error={error} onRetry={() => refetch()} />}
        {data === undefined && error === null && <Skeleton className="h-40" />}
        {data && <PolicyInForce effective={data.effective_policy} own={data.policy} />}
      </div>
    </Card>
  );
}
