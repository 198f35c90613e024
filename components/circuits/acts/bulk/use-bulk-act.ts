"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newActId } from "@/lib/client/act-id.ts";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import type { BulkResult, MatchingCircuit } from "@/lib/contracts/bulk.ts";
import type { HoldMode } from "../hold-modes.tsx";
import type { BulkVerb } from "./verbs.ts";

/** Circuits per call: so few that each call is answered soon, and there is a progress to show. */
const AT_ONCE = 200;

export interface BulkWish {
  readonly reason: string;
  readonly mode: HoldMode;
  /** Null holds until somebody lifts it. */
  readonly seconds: number | null;
}

interface BulkAct {
  readonly results: readonly BulkResult[];
  /** Whether there is anything to show of it. */
  readonly isBegun: boolean;
  readonly isBusy: boolean;
  /** Why it stopped on the way; what is left can be gone on with. */
  readonly error: Error | null;
  readonly begin: (wish: BulkWish) => void;
  readonly goOn: () => void;
}

/** Acts on many circuits, some at a time, and keeps what came of each. What is sent again is not done twice. */
export function useBulkAct(verb: BulkVerb, targets: readonly MatchingCircuit[]): BulkAct {
  const client = useQueryClient();
  const [actId] = useState(newActId);
  const [results, setResults] = useState<readonly BulkResult[]>([]);
  const act = useMutation({
    mutationFn: async (wish: BulkWish) => {
      for (let from = results.length; from < targets.length; from += AT_ONCE) {
        const circuits = targets.slice(from, from + AT_ONCE).map(({ circuit, generation }) => {
          return { circuit, expected_generation: generation };
        });
        const reply = await call(api.bulkAct, { body: { ...whatIsAsked(verb, wish), circuits, act_id: actId } });
        setResults((before) => [...before, ...reply.results]);
      }
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["status"] });
      client.invalidateQueries({ queryKey: ["events"] });
    },
  });
  return {
    results,
    isBegun: !act.isIdle,
    isBusy: act.isPending,
    error: act.error,
    begin: act.mutate,
    goOn: () => act.variables && act.mutate(act.variables),
  };
}

function whatIsAsked(verb: BulkVerb, { reason, mode, seconds }: BulkWish) {
  switch (verb) {
    case "reset":
      return { act: "reset", to: "closed", reason } as const;
    case "test":
      return { act: "reset", to: "half_open", reason } as const;
    case "hold":
      return { act: "hold", mode, expires_in_seconds: seconds, reason } as const;
    case "lift":
      return { act: "lift", reason } as const;
  }
}
