"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { auditFilterFrom } from "@/lib/client/audit-filter.ts";
import { auditQuery, EVENTS_INTERVAL_MS, polling } from "@/lib/client/queries.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditPages } from "./audit-pages.tsx";
import { Exports } from "./exports.tsx";

/** Who did what, when and why, and what was refused; newest first, a page at a time. */
export function Audit() {
  const query = useSearchParams();
  const filter = useMemo(() => auditFilterFrom(query), [query]);
  const { pausedAt } = usePause();
  // What lies behind an older page does not change.
  const isLive = pausedAt === null && filter.before === undefined;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...auditQuery(filter),
    ...polling(isLive ? EVENTS_INTERVAL_MS : null),
  });
  const acts = data?.reply.acts;
  const actors = useMemo(() => [...new Set(acts?.flatMap(({ actor }) => actor ?? []))], [acts]);
  return (
    <div className="grid gap-4">
      <PageHeader title="Audit" actions={<Exports filter={filter} />}>
        Who did what, when and why, and what was refused.
      </PageHeader>
      <AuditFilters filter={filter} actors={actors} />
      {error !== null && <LoadError title="The audit could not be loaded" error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && <Skeleton className="h-96 rounded-xl!" />}
      {data && (
        <div className={classNames("grid gap-4", isPlaceholderData && "opacity-60")}>
          <AuditPages reply={data.reply} filter={filter} />
        </div>
      )}
    </div>
  );
}
