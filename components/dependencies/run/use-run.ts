"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { type RunResult, runOnce } from "@/lib/client/run-once.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import type { ExecuteRequest } from "@/lib/contracts/execute.ts";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";

export interface Ran {
  readonly result: RunResult;
  /** The node type's own circuit; null where it could not be asked for. */
  readonly before: CircuitView | null;
  readonly after: CircuitView | null;
}

/** Runs a dependency once, and looks at its circuit before and after. Leaving calls it off. */
export function useRun({ node_type: type, effective_policy }: NodeTypeView) {
  const client = useQueryClient();
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = useMutation({
    mutationFn: async (body: ExecuteRequest): Promise<Ran> => {
      running.current = new AbortController();
      const { signal } = running.current;
      const look = () => call(api.showCircuit, { params: { type } }).catch(() => null);
      const before = await look();
      const result = await runOnce({ type, body, budgetSeconds: effective_policy.timeout_seconds, signal });
      return { result, before, after: await look() };
    },
    onSettled: () => {
      for (const key of ["status", "circuit", "events"]) client.invalidateQueries({ queryKey: [key] });
    },
    gcTime: 0,
  });
  return { ...run, callOff: () => running.current?.abort() };
}
