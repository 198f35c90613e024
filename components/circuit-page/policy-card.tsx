"use client";

import { useQuery } from "@tanstack/react-query";
import { DependencyRevisions } from "@/components/dependencies/dependency-revisions.tsx";
import { PolicyInForce } from "@/components/policy/policy-in-force.tsx";
import { LoadError } from "@/components/shell/load-error.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import { dependencyPath } from "@/lib/client/dependency-path.ts";
import { nodeQuery } from "@/lib/client/settings-queries.ts";

/** The policy in force, where it is edited and tried on what was recorded; and its revisions, with the way back. */
export function PolicyCard({ type }: { type: string }) {
  const isAdmin = useIsAdmin();
  const { data, error, refetch } = useQuery(nodeQuery(type));
  return (
    <>
      <Card>
        <CardHeader
          title="Policy in force"
          hint="What it sets itself stands out; the rest is the default policy."
          actions={
            <ButtonLink size="sm" href={`${dependencyPath(type)}#policy`} className="print:hidden">
              {isAdmin ? "Edit, backtest…" : "Its dependency"}
            </ButtonLink>
          }
        />
        <div className="grid gap-4 px-5 py-4">
          {error !== null && (
            <LoadError title="The policy could not be loaded" error={error} onRetry={() => refetch()} />
          )}
          {data === undefined && error === null && <Skeleton className="h-40" />}
          {data && (
            <p className="text-[0.8125rem] text-muted">
              Revision {data.revision} of {type} · changed <TimeAgo at={data.updated_at} /> by {data.updated_by}
            </p>
          )}
          {data && <PolicyInForce effective={data.effective_policy} own={data.policy} />}
        </div>
      </Card>
      {data && <DependencyRevisions node={data} />}
    </>
  );
}
