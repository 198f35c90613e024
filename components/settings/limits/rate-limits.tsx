"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "@/components/shell/load-error.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { limitsQuery } from "@/lib/client/settings-queries.ts";
import { LimitsForm } from "./limits-form.tsx";

export function RateLimits() {
  const { data, error, refetch } = useQuery(limitsQuery());
  return (
    <>
      <PageHeader title="Rate limits">
        How many executions a workspace may run, by its tier. A workspace in no tier has no limit.
      </PageHeader>
      {error && <LoadError title="The rate limits could not be loaded" error={error} onRetry={() => refetch()} />}
      {!error && !data && <Skeleton className="h-72 rounded-xl!" />}
      {data && <LimitsForm stored={data} />}
    </>
  );
}
