"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newActId } from "@/lib/client/act-id.ts";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import type { MatchingCircuit, MatchingQuery, MatchingReply } from "@/lib/contracts/bulk.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

/** Circuits as they were seen, or all that match a filter but for some. */
export type Chosen =
  | { readonly circuits: readonly CircuitView[] }
  | { readonly filter: MatchingQuery; readonly except: ReadonlySet<string> };

interface Targets {
  /** As they are when the dialog opens, and stay in it: what is decided about must not change meanwhile. */
  readonly targets: readonly MatchingCircuit[] | null;
  /** How many more match than the server names. */
  readonly beyond: number;
  readonly error: Error | null;
  readonly retry: () => unknown;
}

/** The circuits that were chosen; of a filter, as the server knows them, however many the page shows. */
export function useTargets(chosen: Chosen): Targets {
  const [seen] = useState(() => ("circuits" in chosen ? chosen.circuits.map(targetOf) : null));
  const [asked] = useState(newActId);
  const { data, error, refetch } = useQuery({
    queryKey: ["matching", asked],
    queryFn: ({ signal }): Promise<MatchingReply> =>
      call(api.listMatching, { query: "filter" in chosen ? chosen.filter : {}, signal }),
    enabled: seen === null,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (seen !== null || data === undefined) return { targets: seen, beyond: 0, error, retry: refetch };
  const except = "except" in chosen ? chosen.except : new Set<string>();
  const targets = data.circuits.filter(({ circuit }) => !except.has(circuit));
  return { targets, beyond: data.count - data.circuits.length, error, retry: refetch };
}

function targetOf({ circuit, state, generation, override }: CircuitView): MatchingCircuit {
  return { circuit, state, generation, held: override !== null };
}
