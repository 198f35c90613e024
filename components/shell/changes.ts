import type { CircuitStateName, CircuitView } from "@/lib/contracts/circuit.ts";

type Seen = Pick<CircuitView, "circuit" | "state">;

const words: Record<CircuitStateName, string> = { open: "open", half_open: "half-open", closed: "closed" };

/** More than this many are counted instead of named. */
const MOST_NAMED = 3;

/**
 * What became of circuits from one look to the next, to be read out; null where their states are the same. What came
 * or went is left out: it may only have been filtered.
 */
export function describeChanges(before: readonly Seen[], after: readonly Seen[]): string | null {
  const states = new Map(before.map(({ circuit, state }) => [circuit, state]));
  const changed = after.filter(({ circuit, state }) => states.has(circuit) && states.get(circuit) !== state);
  if (changed.length === 0) return null;
  if (changed.length <= MOST_NAMED) {
    return changed.map(({ circuit, state }) => `${circuit} is ${words[state]}.`).join(" ");
  }
  const counts = (["open", "half_open", "closed"] as const)
    .map((state) => ({ state, count: changed.filter((each) => each.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${words[state]}`);
  return `${changed.length} circuits changed: ${counts.join(", ")}.`;
}
