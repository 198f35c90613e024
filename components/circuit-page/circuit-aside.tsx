import { useQuery } from "@tanstack/react-query";
import { ActsProvider } from "@/components/circuits/acts/acts.tsx";
import { AnchorProvider } from "@/components/circuits/anchor.tsx";
import { CircuitCard } from "@/components/circuits/circuit-card.tsx";
import { OpenersProvider } from "@/components/circuits/openers.tsx";
import { WhoSees } from "@/components/circuits/who-sees.tsx";
import { LastKnown } from "@/components/shell/freshness.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { ACTIVITY_INTERVAL_MS, circuitActivityQuery, polling } from "@/lib/client/queries.ts";
import type { Received } from "@/lib/client/received.ts";
import type { CircuitDetail } from "@/lib/contracts/circuit.ts";
import { ProbesCard } from "./probes-card.tsx";

/** The circuit as it is now, or, where it is gone, as it was last. */
export function CircuitAside({ received, isGone }: { received: Received<CircuitDetail>; isGone: boolean }) {
  const { reply: circuit, receivedAt, confirmedAt } = received;
  const { pausedAt } = usePause();
  const activity = useQuery({
    ...circuitActivityQuery(circuit),
    ...polling(pausedAt === null ? ACTIVITY_INTERVAL_MS : null),
  });
  const now = (
    <>
      <div>
        <CircuitCard
          circuit={circuit}
          isOnItsPage
          activity={activity.data?.reply.circuits.find((each) => each.circuit === circuit.circuit)}
        />
        <WhoSees circuit={circuit} />
      </div>
      {!isGone && <ProbesCard halfOpen={circuit.half_open} isHalfOpen={circuit.state === "half_open"} />}
    </>
  );
  return (
    <aside
      aria-label="As it is now"
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 self-start xl:sticky xl:top-19 print:static print:w-full"
    >
      <AnchorProvider receivedAt={receivedAt} serverTime={Date.parse(circuit.server_time)}>
        <ActsProvider>
          <OpenersProvider circuit={circuit.circuit}>
            {isGone ? <LastKnown since={confirmedAt}>{now}</LastKnown> : now}
          </OpenersProvider>
        </ActsProvider>
      </AnchorProvider>
    </aside>
  );
}
