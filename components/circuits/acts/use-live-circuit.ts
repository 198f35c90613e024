"use client";

import { useQuery } from "@tanstack/react-query";
import type { Anchor } from "@/lib/client/kept-circuits.ts";
import { circuitQuery, polling } from "@/lib/client/queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useAnchorOf } from "../anchor.tsx";

const INTERVAL_MS = 1500;

/** The circuit as it is now, for a dialog that acts on it; until the first answer, as it was seen outside. */
export function useLiveCircuit(seen: CircuitView): { circuit: CircuitView; anchor: Anchor; refetch: () => unknown } {
  const outside = useAnchorOf(seen);
  const { data, refetch } = useQuery({ ...circuitQuery(seen), ...polling(INTERVAL_MS), staleTime: 0 });
  if (data === undefined) return { circuit: seen, anchor: outside, refetch };
  return {
    circuit: data.reply,
    anchor: { receivedAt: data.receivedAt, serverTime: Date.parse(data.reply.server_time) },
    refetch,
  };
}
