"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { usePause } from "@/components/shell/pause.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import type { CircuitName } from "@/lib/client/circuit-name.ts";
import { type CircuitPageView, circuitPageAddress, circuitPageViewFrom } from "@/lib/client/circuit-page.ts";
import { circuitQuery, polling, STATUS_INTERVAL_MS } from "@/lib/client/queries.ts";
import { receivedInPage } from "@/lib/client/received.ts";
import type { CircuitDetail } from "@/lib/contracts/circuit.ts";
import { CircuitAside } from "./circuit-aside.tsx";
import { CircuitEvents } from "./circuit-events.tsx";
import { GoneCircuit } from "./gone-circuit.tsx";
import { HistoryCard } from "./history-card.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { TripCard } from "./trip-card.tsx";
import { useFreshHistory } from "./use-fresh-history.ts";

/** Everything about one circuit: what it is, what it was and why, what protects it, and what was done to it. */
export function CircuitPage({ circuit, sent }: { circuit: CircuitName; sent: CircuitDetail }) {
  const query = useSearchParams();
  const view = useMemo(() => circuitPageViewFrom(query), [query]);
  const { pausedAt } = usePause();
  const [received] = useState(() => receivedInPage(sent));
  const { data, error } = useQuery({
    ...circuitQuery(circuit),
    ...polling(pausedAt === null ? STATUS_INTERVAL_MS : null),
    initialData: received,
  });
  useFreshHistory(circuit.circuit, data.reply.generation);
  const isGone = error instanceof ApiError && error.status === 404;
  const show = (next: CircuitPageView) => window.history.replaceState(null, "", circuitPageAddress(circuit, next));
  return (
    <>
      <PageHeader title={circuit.circuit} parent={{ href: "/", name: "Overview" }} />
      {isGone && <GoneCircuit circuit={data.reply} />}
      <div className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_24rem] print:flex print:flex-col">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 max-xl:order-last print:order-last print:w-full">
          {view.trip !== null && (
            <TripCard
              circuit={circuit}
              trip={view.trip}
              hrefOf={(trip) => circuitPageAddress(circuit, { ...view, trip })}
            />
          )}
          <HistoryCard circuit={circuit} view={view} show={show} />
          <CircuitEvents circuit={circuit.circuit} kind={view.kind} onChoose={(kind) => show({ ...view, kind })} />
          {!isGone && <PolicyCard type={circuit.node_type} />}
        </div>
        <CircuitAside received={data} isGone={isGone} />
      </div>
    </>
  );
}
