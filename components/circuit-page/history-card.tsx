"use client";

import { useQuery } from "@tanstack/react-query";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { CircuitName } from "@/lib/client/circuit-name.ts";
import { type CircuitPageView, circuitPageAddress } from "@/lib/client/circuit-page.ts";
import { HISTORY_INTERVALS_MS, historyQuery } from "@/lib/client/history-queries.ts";
import { polling } from "@/lib/client/queries.ts";
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
  const { stale } = useFreshness();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...historyQuery(circuit, range),
    ...polling(pausedAt === null ? HISTORY_INTERVALS_MS[range] : null),
  });
  // What is drawn stays while it cannot be asked for: its colours then say no more what is.
  const isOld = stale || error !== null;
  return (
    <Card>
      <CardHeader
        title="History"
        {...(data && isOld && { hint: "as last known" })}
        actions={<RangeChoice range={range} onChoose={(chosen) => show({ ...view, range: chosen })} />}
      />
      <div className={classNames("px-5 py-4", isPlaceholderData && "opacity-60", data && isOld && "hatched grayscale")}>
        {data === undefined && error !== null && (
          <LoadError title="The history could not be loaded" error={error} onRetry={() => refetch()} />
        )}
        {data === undefined && error === null && <Skeleton className="h-[35.25rem] rounded-xl! sm:h-[31.4rem]" />}
        {data && (
          <HistoryView history={data.reply} tripHref={(trip) => circuitPageAddress(circuit, { ...view, trip })} />
        )}
      </div>
    </Card>
  );
}
