"use client";

import { useQuery } from "@tanstack/react-query";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { CircuitName } from "@/lib/client/circuit-name.ts";
import { type CircuitPageView, circuitPageAddress } from "@/lib/client/circuit-page.ts";
import { HISTORY_INTERVALS_MS, historyQuery, polling } from "@/lib/client/queries.ts";
import { HistoryView } from "./history-view.tsx";
import { RangeChoice } from "./range-choice.tsx";

interface HistoryCardProps {
  circuit: CircuitName;
  view: CircuitPageView;
  show: (view: CircuitPageView) => void;
}

/** What the circuit was, and what went through it. */
export function HistoryCard({ circuit, view, show }: HistoryCardProps) {
  const { range } = view;
  const { pausedAt } = usePause();
  const { data, error, refetch } = useQuery({
    ...historyQuery(circuit, range),
    ...polling(pausedAt === null ? HISTORY_INTERVALS_MS[range] : null),
  });
  return (
    <Card>
      <CardHeader
        title="History"
        actions={<RangeChoice range={range} onChoose={(chosen) => show({ ...view, range: chosen })} />}
      />
      <div className="px-5 py-4">
        {error !== null && (
          <LoadError title="The history could not be loaded" error={error} onRetry={() => refetch()} />
        )}
        {data === undefined && error === null && <Skeleton className="h-96 rounded-xl!" />}
        {data && error === null && (
          <HistoryView history={data.reply} tripHref={(trip) => circuitPageAddress(circuit, { ...view, trip })} />
        )}
      </div>
    </Card>
  );
}
