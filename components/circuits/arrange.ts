import type { CircuitStateName, CircuitView, StatusReply } from "@/lib/contracts/circuit.ts";
import { throttledShare } from "./appearance.ts";

/** Beyond this many, closed circuits are rows. */
const MOST_CLOSED_CARDS = 12;

/** Where circuits are shown, by id. */
export interface Arrangement {
  readonly attention: readonly string[];
  readonly closed: readonly string[];
  readonly closedAs: "cards" | "rows";
}

type Arranged = Pick<CircuitView, "circuit" | "state" | "state_since" | "override" | "share" | "consecutive_failures">;

const urgency: Record<CircuitStateName, number> = { open: 0, half_open: 1, closed: 2 };

/** What is not closed, holds calls back, or is held by somebody: open first, the newest first. Then the closed, most failures first. */
export function arrange(circuits: readonly Arranged[]): Arrangement {
  const attention = circuits.filter(needsAttention).sort(byUrgency);
  const closed = circuits.filter((circuit) => !needsAttention(circuit)).sort(byFailures);
  return {
    attention: attention.map(({ circuit }) => circuit),
    closed: closed.map(({ circuit }) => circuit),
    closedAs: closed.length > MOST_CLOSED_CARDS ? "rows" : "cards",
  };
}

/**
 * How many circuits there are to be shown, on the page and beyond.
 * @param arranged what is on the page: as much of what needs attention as there is room for, then of the others
 */
export function totalsOf(
  { count, attention }: Pick<StatusReply, "count" | "attention">,
  arranged: Arrangement,
  state: CircuitStateName | undefined,
): { attention: number; closed: number } {
  // The server counts what needs attention in all states.
  const needAttention = state === undefined ? attention : state === "closed" ? arranged.attention.length : count;
  return { attention: needAttention, closed: count - needAttention };
}

/**
 * The arrangement while somebody is about to hit something in it: all stay in their places, whatever becomes of their
 * states; only what is gone leaves, and what is new comes last.
 * @param isWhole whether that is all there is; else what is not known was only further down before, and has to wait
 */
export function keepPlaces(held: Arrangement, now: Arrangement, isWhole = true): Arrangement {
  const present = new Set([...now.attention, ...now.closed]);
  const known = new Set([...held.attention, ...held.closed]);
  const settle = (before: readonly string[], after: readonly string[]) => [
    ...before.filter((id) => present.has(id)),
    ...after.filter((id) => isWhole && !known.has(id)),
  ];
  return {
    attention: settle(held.attention, now.attention),
    closed: settle(held.closed, now.closed),
    closedAs: held.closedAs,
  };
}

function needsAttention(circuit: Arranged): boolean {
  return circuit.state !== "closed" || circuit.override !== null || throttledShare(circuit) !== null;
}

function byUrgency(one: Arranged, other: Arranged): number {
  return urgency[one.state] - urgency[other.state] || compare(since(other), since(one)) || byName(one, other);
}

/** Since when it needs attention. */
function since({ state, state_since, override }: Arranged): string {
  return state === "closed" && override !== null ? override.at : state_since;
}

function byFailures(one: Arranged, other: Arranged): number {
  return other.consecutive_failures - one.consecutive_failures || byName(one, other);
}

function byName(one: Arranged, other: Arranged): number {
  return compare(one.circuit, other.circuit);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
