"use client";

import { useQuery } from "@tanstack/react-query";
import { usePause } from "@/components/shell/pause.tsx";
import { POLICY_INTERVAL_MS, polling } from "@/lib/client/queries.ts";
import { nodeQuery } from "@/lib/client/settings-queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import type { Policy } from "@/lib/contracts/policy.ts";
import { windowSentences } from "./window-sentences.ts";

type Judged = Pick<CircuitView, "node_type" | "strategy"> & { window: NonNullable<CircuitView["window"]> };

/** How the calls are doing by which a circuit is judged. */
export function WindowFigures({ circuit: { node_type, strategy, window } }: { circuit: Judged }) {
  const sentences = windowSentences(window, strategy, usePolicy(node_type));
  if (sentences.length === 0) return null;
  return (
    <ul className="text-[0.8125rem] text-muted" data-testid="window">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** The policy in force; null while it is not known. A circuit tells its counts, and not the limits. */
function usePolicy(type: string): Policy | null {
  const { pausedAt } = usePause();
  const { data } = useQuery({
    ...nodeQuery(type),
    ...polling(pausedAt === null ? POLICY_INTERVAL_MS : null),
    staleTime: POLICY_INTERVAL_MS,
  });
  return data?.effective_policy ?? null;
}
