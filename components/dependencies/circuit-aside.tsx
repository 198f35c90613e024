"use client";

import { useQuery } from "@tanstack/react-query";
import { ActsProvider } from "@/components/circuits/acts/acts.tsx";
import { AnchorProvider } from "@/components/circuits/anchor.tsx";
import { CircuitCard } from "@/components/circuits/circuit-card.tsx";
import { OpenersProvider } from "@/components/circuits/openers.tsx";
import { WhoSees } from "@/components/circuits/who-sees.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import {
  ACTIVITY_INTERVAL_MS,
  circuitActivityQuery,
  circuitQuery,
  polling,
  STATUS_INTERVAL_MS,
} from "@/lib/client/queries.ts";

/** The dependency's own circuit, live, as the overview shows it. */
export function CircuitAside({ type }: { type: string }) {
  const { pausedAt } = usePause();
  const every = (milliseconds: number) => polling(pausedAt === null ? milliseconds : null);
  const name = { circuit: type, node_type: type, scope: null };
  const { data } = useQuery({ ...circuitQuery(name), ...every(STATUS_INTERVAL_MS) });
  const activity = useQuery({ ...circuitActivityQuery(name), ...every(ACTIVITY_INTERVAL_MS) });
  return (
    <aside aria-label="Its circuit" className="min-w-0 self-start xl:sticky xl:top-19">
      {data === undefined ? (
        <Skeleton className="h-52 rounded-xl!" />
      ) : (
        <AnchorProvider receivedAt={data.receivedAt} serverTime={null}>
          <ActsProvider>
            <OpenersProvider circuit={type}>
              <CircuitCard
                circuit={data.reply}
                activity={activity.data?.reply.circuits.find(({ circuit }) => circuit === type)}
              />
              <WhoSees circuit={data.reply} />
            </OpenersProvider>
          </ActsProvider>
        </AnchorProvider>
      )}
    </aside>
  );
}
