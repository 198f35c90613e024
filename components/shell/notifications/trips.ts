import { count } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

type Seen = Pick<CircuitView, "circuit" | "state">;

/**
 * Circuits that opened from one look to the next. One that went back to open after a failed test call had been open
 * all along. Before the first look nothing is known to have happened.
 */
export function tripsBetween(before: readonly Seen[] | null, after: readonly Seen[]): readonly string[] {
  if (before === null) return [];
  const troubled = new Set(before.filter(({ state }) => state !== "closed").map(({ circuit }) => circuit));
  return after
    .filter(({ circuit, state }) => state !== "closed" && !troubled.has(circuit))
    .map(({ circuit }) => circuit);
}

/** More than this many are counted instead of named. */
const MOST_NAMED = 5;

/** What one notification says of several trips. */
export function tripNotice(circuits: readonly string[]): { readonly title: string; readonly body: string } {
  const [first = ""] = circuits;
  if (circuits.length === 1) return { title: `${first} has opened`, body: "Calls are rejected until it recovers." };
  const rest = circuits.length - MOST_NAMED;
  const names = circuits.slice(0, MOST_NAMED).join("\n");
  return {
    title: `${count(circuits.length)} circuits have opened`,
    body: rest > 0 ? `${names}\nand ${rest} more` : names,
  };
}
