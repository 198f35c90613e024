"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newActId } from "@/lib/client/act-id.ts";
import type { Anchor } from "@/lib/client/kept-circuits.ts";
import type { ActReply, CircuitView } from "@/lib/contracts/circuit.ts";
import { isUncertain } from "./act-error.tsx";
import { useLiveCircuit } from "./use-live-circuit.ts";

/** What every act says of itself to the API. */
export interface ActSent {
  readonly reason: string;
  readonly expected_generation: number;
  readonly act_id: string;
}

interface Act<Wish> {
  /** As it was when the dialog was opened. */
  readonly seen: CircuitView;
  /** As it is, by the latest answer. */
  readonly circuit: CircuitView;
  readonly anchor: Anchor;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly submit: (wish: Wish & { readonly reason: string }) => void;
  /** As the act left it; null until it is done. Never what the page expects to be there. */
  readonly after: CircuitView | null;
}

/** One act on a circuit that is watched while it is decided about: what is on screen is what is acted on. */
export function useAct<Wish>(
  seen: CircuitView,
  send: (circuit: CircuitView, wish: Wish, sent: ActSent) => Promise<ActReply>,
): Act<Wish> {
  const client = useQueryClient();
  const { circuit, anchor, refetch } = useLiveCircuit(seen);
  const [actId, setActId] = useState(newActId);
  const act = useMutation({
    mutationFn: ({ reason, ...wish }: Wish & { readonly reason: string }) =>
      send(circuit, wish as Wish, { reason, expected_generation: circuit.generation, act_id: actId }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ["status"] });
      client.invalidateQueries({ queryKey: ["events"] });
    },
    onError: (error) => {
      // Where nobody knows whether it was done, the next try is a repeat, and not a second act.
      if (!isUncertain(error)) setActId(newActId());
      refetch();
    },
  });
  return {
    seen,
    circuit,
    anchor,
    isBusy: act.isPending,
    error: act.error,
    submit: act.mutate,
    after: act.data?.circuit ?? null,
  };
}
