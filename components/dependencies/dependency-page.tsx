"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "@/components/shell/load-error.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { defaultPolicyQuery, nodeQuery } from "@/lib/client/settings-queries.ts";
import { CircuitAside } from "./circuit-aside.tsx";
import { DependencyFacts } from "./dependency-facts.tsx";
import { DependencyForm } from "./dependency-form.tsx";
import { DependencyHeader } from "./dependency-header.tsx";
import { DependencyRevisions } from "./dependency-revisions.tsx";

/** One dependency: to be edited by admins, to be read by everybody else, beside its live circuit. */
export function DependencyPage({ type }: { type: string }) {
  const isAdmin = useIsAdmin();
  const { toast } = useStatusMessages();
  const node = useQuery(nodeQuery(type));
  const defaults = useQuery(defaultPolicyQuery());
  const error = node.error ?? defaults.error;
  const retry = () => Promise.all([node.refetch(), defaults.refetch()]);
  return (
    <>
      {node.data && <DependencyHeader node={node.data} />}
      {error && <LoadError title={`${type} could not be loaded`} error={error} onRetry={retry} />}
      {!error && !(node.data && defaults.data) && <Skeleton className="h-96 rounded-xl!" />}
      {node.data && defaults.data && (
        <div className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid min-w-0 gap-4 max-xl:order-last">
            {isAdmin ? (
              <DependencyForm
                node={node.data}
                defaultPolicy={defaults.data.policy}
                onSaved={(saved) => toast(`Saved ${saved.node_type}, revision ${saved.revision}`)}
              />
            ) : (
              <DependencyFacts node={node.data} />
            )}
            <DependencyRevisions node={node.data} />
          </div>
          <CircuitAside type={type} />
        </div>
      )}
    </>
  );
}
