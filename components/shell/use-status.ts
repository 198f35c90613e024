"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type CircuitFilter, searchOf } from "@/lib/client/circuit-filter.ts";
import { anchored } from "@/lib/client/kept-circuits.ts";
import { statusQuery } from "@/lib/client/queries.ts";
import { receivedInPage } from "@/lib/client/received.ts";
import type { StatusReply } from "@/lib/contracts/circuit.ts";
import { useCircuitFilter } from "./use-circuit-filter.ts";

/** The status that the server put into the page, and what it is the answer to. */
export interface SentStatus {
  readonly filter: CircuitFilter;
  readonly reply: StatusReply;
}

/** The circuits that the page is about. `FreshnessProvider` does the polling. */
export function useStatus() {
  // What comes to the page later must not ask in its turn: the reader may have paused it.
  return useQuery({ ...statusQuery(useCircuitFilter()), refetchOnWindowFocus: false, refetchOnMount: false });
}

/**
 * The same, with what the server has sent along. Not through a `HydrationBoundary`: the shell, which is rendered
 * first, asks the same question, and a query that is there already would only be filled after the first paint.
 */
export function useSentStatus({ filter, reply }: SentStatus) {
  const [received] = useState(() => anchored(receivedInPage(reply)));
  const shown = useCircuitFilter();
  const isAnswered = searchOf(shown) === searchOf(filter);
  return useQuery({
    ...statusQuery(shown),
    refetchOnWindowFocus: false,
    ...(isAnswered ? { initialData: received, initialDataUpdatedAt: received.receivedOn } : {}),
  });
}
