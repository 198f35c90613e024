"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { LoadError } from "@/components/shell/load-error.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { dependencyPath } from "@/lib/client/dependency-path.ts";
import { defaultPolicyQuery } from "@/lib/client/settings-queries.ts";
import { DependencyForm } from "./dependency-form.tsx";

export function NewDependency() {
  const router = useRouter();
  const { toast } = useStatusMessages();
  const { data, error, refetch } = useQuery(defaultPolicyQuery());
  return (
    <>
      <PageHeader title="Add a dependency" parent={{ href: "/dependencies", name: "Dependencies" }}>
        It has its circuit, closed, from the moment it is added.
      </PageHeader>
      {error && <LoadError title="The default policy could not be loaded" error={error} onRetry={() => refetch()} />}
      {!error && !data && <Skeleton className="h-96 rounded-xl!" />}
      {data && (
        <DependencyForm
          node={null}
          defaultPolicy={data.policy}
          onSaved={(saved) => {
            toast(`Added ${saved.node_type}`);
            router.push(dependencyPath(saved.node_type));
          }}
        />
      )}
    </>
  );
}
