"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "@/components/shell/load-error.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import { defaultPolicyQuery } from "@/lib/client/settings-queries.ts";
import { DefaultPolicyForm } from "./default-policy-form.tsx";
import { DefaultPolicyRevisions } from "./default-policy-revisions.tsx";

export function DefaultPolicy() {
  const { data, error, refetch } = useQuery(defaultPolicyQuery());
  return (
    <>
      <PageHeader title="Default policy">
        What dependencies inherit where they say nothing themselves
        {data?.updated_at && (
          <>
            {" "}
            · revision {data.revision}, changed <TimeAgo at={data.updated_at} /> by {data.updated_by}
          </>
        )}
      </PageHeader>
      {error && <LoadError title="The default policy could not be loaded" error={error} onRetry={() => refetch()} />}
      {!error && !data && <Skeleton className="h-96 rounded-xl!" />}
      {data && <DefaultPolicyForm stored={data} />}
      {data && <DefaultPolicyRevisions stored={data} />}
    </>
  );
}
