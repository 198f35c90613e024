import { windowSentences } from "@/components/circuits/window-sentences.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

type Judged = Pick<CircuitView, "strategy" | "consecutive_failures" | "threshold" | "window">;

/** How near a circuit is to opening, by each of what may open it. */
export function circuitFigures({ strategy, consecutive_failures, threshold, window }: Judged): readonly string[] {
  const inARow = `${count(consecutive_failures)} / ${count(threshold)} failures in a row`;
  return [...(strategy.includes("consecutive") ? [inARow] : []), ...(window === null ? [] : windowSentences(window))];
}
