"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { NEW_DEPENDENCY_PATH } from "@/lib/client/dependency-path.ts";
import { counted } from "@/lib/client/format.ts";
import { nodesQuery } from "@/lib/client/settings-queries.ts";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";
import { DependencyTable } from "./dependency-table.tsx";
import { matching } from "./matching.ts";
import { NoDependencies } from "./no-dependencies.tsx";

/** All dependencies. `origin` is where this panel is, for the command lines that it shows. */
export function DependencyList({ origin }: { origin: string }) {
  const isAdmin = useIsAdmin();
  const { data, error, refetch } = useQuery(nodesQuery());
  return (
    <>
      <PageHeader
        title="Dependencies"
        actions={
          // While there is none, the page itself asks for the first one.
          isAdmin &&
          data?.count !== 0 && (
            <ButtonLink href={NEW_DEPENDENCY_PATH} variant="primary">
              Add dependency
            </ButtonLink>
          )
        }
      >
        {data && data.count > 0 && counted(data.count, "node type")}
      </PageHeader>
      {error && <LoadError title="Dependencies could not be loaded" error={error} onRetry={() => refetch()} />}
      {!error && !data && <Skeleton className="h-96 rounded-xl!" />}
      {data?.count === 0 && <NoDependencies origin={origin} />}
      {data && data.count > 0 && <Found nodes={data.nodes} />}
    </>
  );
}

function Found({ nodes }: { nodes: readonly NodeTypeView[] }) {
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed);
  const found = useMemo(() => matching(nodes, wanted), [nodes, wanted]);
  return (
    <>
      <search className="relative w-full sm:w-80">
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint" />
        <Input
          type="search"
          aria-label="Filter dependencies by name, title, address, owner or tag"
          placeholder="Filter by name, address, owner…"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="rounded-xl! border-line! pl-9!"
        />
      </search>
      {found.length > 0 ? (
        // The rows that are shown begin anew with what is looked for.
        <DependencyTable key={wanted} nodes={found} />
      ) : (
        <EmptyState title={`No dependency matches “${wanted}”`} icon={<Icon name="search" className="size-8" />}>
          <Button onClick={() => setTyped("")}>Clear the filter</Button>
        </EmptyState>
      )}
    </>
  );
}
