"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { usePause } from "@/components/shell/pause.tsx";
import { useIsShared } from "@/components/shell/shared-store.tsx";
import { EVENTS_INTERVAL_MS, eventsQuery, polling } from "@/lib/client/queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import type { EventView } from "@/lib/contracts/event.ts";

/** The latest openings that are asked for: what is open longer than so many others says no more who opened it. */
const LATEST = 100;

const Context = createContext<ReadonlyMap<string, EventView>>(new Map());

/**
 * Knows which instance opened a circuit, where several share the store.
 * @param circuit the one that is of interest; left out, all are
 */
export function OpenersProvider({ circuit, children }: { circuit?: string; children: ReactNode }) {
  const isShared = useIsShared();
  const { pausedAt } = usePause();
  const about = circuit === undefined ? { limit: LATEST } : { circuit, limit: 1 };
  // Among all circuits, the recent events see to it that events are asked for again.
  const interval = circuit === undefined || pausedAt !== null ? null : EVENTS_INTERVAL_MS;
  const { data } = useQuery({
    ...eventsQuery({ kind: "opened", ...about }),
    ...polling(interval),
    enabled: isShared,
  });
  const events = data?.reply.events;
  // Newest first: the last that is set is the oldest, so they are set the other way round.
  const latest = useMemo(
    () => new Map(events?.toReversed().flatMap((event) => (event.circuit === null ? [] : [[event.circuit, event]]))),
    [events],
  );
  return <Context value={latest}>{children}</Context>;
}

/** The instance that opened a circuit; null where it is not open, or that is not known (yet). */
export function useOpener({ circuit, opened_at }: Pick<CircuitView, "circuit" | "opened_at">): string | null {
  const event = useContext(Context).get(circuit);
  return event !== undefined && event.at === opened_at ? event.instance : null;
}

/** The instance that opened a circuit last, whatever became of it; null where that is not known (yet). */
export function useLastOpener(circuit: string): string | null {
  return useContext(Context).get(circuit)?.instance ?? null;
}
