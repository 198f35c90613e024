import type { CircuitView, StatusReply } from "@/lib/contracts/circuit.ts";

type Seen = Pick<CircuitView, "state" | "override">;

/** Whether a circuit holds calls back, or just begins to let them through: a wall is about these. */
export function isTroubled({ state, override }: Seen): boolean {
  return state !== "closed" || override?.mode === "forced_open";
}

/** Circuits that are not closed and did not fit into the reply. */
export function beyondReply({
  circuits,
  summary,
}: Pick<StatusReply, "summary"> & { circuits: readonly Seen[] }): number {
  const here = circuits.filter(({ state }) => state !== "closed").length;
  return Math.max(0, summary.open + summary.half_open - here);
}
