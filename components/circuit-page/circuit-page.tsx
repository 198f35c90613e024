"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { ActsProvider } from "@/components/circuits/acts/acts.tsx";
import { AnchorProvider } from "@/components/circuits/anchor.tsx";
import { CircuitCard } from "@/components/circuits/circuit-card.tsx";
import { OpenersProvider } from "@/components/circuits/openers.tsx";
import { WhoSees } from "@/components/circuits/who-sees.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import type { CircuitName } from "@/lib/client/circuit-name.ts";
import { type CircuitPageView, circuitPageAddress, circuitPageViewFrom } from "@/lib/client/circuit-page.ts";
import {
  ACTIVITY_INTERVAL_MS,
  activityQuery,
  circuitQuery,
  polling,
  STATUS_INTERVAL_MS,
} from "@/lib/client/queries.ts";
import { receivedInPage } from "@/lib/client/received.ts";
import type { CircuitDetail } from "@/lib/contracts/circuit.ts";
import { CircuitEvents } from "./circuit-events.tsx";
import { HistoryCard } from "./history-card.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { ProbesCard } from "./probes-card.tsx";
import { TripCard } from "./trip-card.tsx";

/** Everything about one circuit: what it is, what it was and why, what protects it, and what was done to it. */
export function CircuitPage({ circuit, sent }: { circuit: CircuitName; sent: CircuitDetail }) {
  const query = useSearchParams();
  const view = useMemo(() => circuitPageViewFrom(query), [query]);
  const { pausedAt } = usePause();
  const every = (milliseconds: number) => polling(pausedAt === null ? milliseconds : null);
  const [received] = useState(() => receivedInPage(sent));
  const { data } = useQuery({ ...circuitQuery(circuit), ...every(STATUS_INTERVAL_MS), initialData: received });
  const activity = useQuery({ ...activityQuery(), ...every(ACTIVITY_INTERVAL_MS) });
  const show = (next: CircuitPageView) => window.history.replaceState(null, "", circuitPageAddress(circuit, next));
  return (
    <>
      <PageHeader title={circuit.circuit} parent={{ href: "/", name: "Overview" }} />
      <div className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 max-xl:order-last">
          {view.trip !== null && (
            <TripCard
              circuit={circuit.circuit}
              trip={view.trip}
              hrefOf={(trip) => circuitPageAddress(circuit, { ...view, trip })}
            />
          )}
          <HistoryCard circuit={circuit} view={view} show={show} />
          <CircuitEvents circuit={circuit.circuit} />
          <PolicyCard type={circuit.node_type} />
        </div>
        <aside
          aria-label="As it is now"
          className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 self-start xl:sticky xl:top-19"
        >
          <AnchorProvider receivedAt={data.receivedAt} serverTime={Date.parse(data.reply.server_time)}>
            <ActsProvider>
              <OpenersProvider circuit={circuit.circuit}>
                <div>
                  <CircuitCard
                    circuit={data.reply}
                    isOnItsPage
                    activity={activity.data?.reply.circuits.find((each) => each.circuit === circuit.circuit)}
                  />
                  <WhoSees circuit={data.reply} />
                </div>
                <ProbesCard probes={data.reply.half_open.probes} />
              </OpenersProvider>
            </ActsProvider>
          </AnchorProvider>
        </aside>
      </div>
    </>
  );
}
