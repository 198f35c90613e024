"use client";

import { useQuery } from "@tanstack/react-query";
import { AnchorProvider } from "@/components/circuits/anchor.tsx";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { HeaderCell, HeaderRow, Table } from "@/components/ui/table.tsx";
import { counted } from "@/lib/client/format.ts";
import { INSTANCES_INTERVAL_MS, instancesQuery, polling } from "@/lib/client/queries.ts";
import type { InstancesReply } from "@/lib/contracts/instance.ts";
import { InstanceRow } from "./instance-row.tsx";
import { StoreCard } from "./store-card.tsx";

/** The processes that share the store, and how the store is. */
export function Instances() {
  const { pausedAt } = usePause();
  const { stale } = useFreshness();
  const { data, error, refetch } = useQuery({
    ...instancesQuery(),
    ...polling(pausedAt === null ? INSTANCES_INTERVAL_MS : null),
  });
  return (
    <>
      <PageHeader title="Instances">{data && summary(data.reply)}</PageHeader>
      {/* What is known stays; that nothing new comes, the console says once, on top. */}
      {error && !(data && stale) && (
        <LoadError title="Instances could not be loaded" error={error} onRetry={() => refetch()} />
      )}
      {!error && !data && <Skeleton className="h-96 rounded-xl!" />}
      {data && (
        <AnchorProvider receivedAt={data.receivedAt} serverTime={Date.parse(data.reply.server_time)}>
          <div className="grid items-start gap-4">
            <StoreCard store={data.reply.store} stale={stale} />
            <InstanceTable reply={data.reply} stale={stale} />
          </div>
        </AnchorProvider>
      )}
    </>
  );
}

function InstanceTable({ reply, stale }: { reply: InstancesReply; stale: boolean }) {
  return (
    <Table caption="Instances">
      <HeaderRow>
        <HeaderCell className="max-md:w-3/5">instance</HeaderCell>
        <HeaderCell>seen</HeaderCell>
        <HeaderCell className="max-md:hidden">kind</HeaderCell>
        <HeaderCell className="max-md:hidden">up for</HeaderCell>
        <HeaderCell className="max-md:hidden">version</HeaderCell>
        <HeaderCell className="text-right max-sm:hidden">circuits it sees fail</HeaderCell>
      </HeaderRow>
      <tbody>
        {reply.instances.map((each) => {
          const isSelf = each.instance === reply.answered_by;
          // Of itself a panel knows at any time; of the others only by way of the store.
          const isOld = stale || (reply.store.degraded && !isSelf);
          return <InstanceRow key={each.instance} instance={each} isSelf={isSelf} stale={isOld} />;
        })}
      </tbody>
    </Table>
  );
}

function summary({ instances, store }: InstancesReply): string {
  if (!store.shared) return "One process, with a store of its own";
  const alive = instances.filter((each) => each.alive).length;
  const gone = instances.length - alive;
  if (store.degraded) return `Last known: ${counted(alive, "instance")} alive`;
  return `${counted(alive, "instance")} alive${gone === 0 ? "" : `, ${gone} gone without saying so`}`;
}
