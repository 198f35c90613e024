import type { Instant } from "../breaker/index.ts";
import { Sets } from "./joined.ts";
import { type Outage, outagesOf, type Standing } from "./outages.ts";
import { byTime, type TroubleEvent } from "./trouble-event.ts";

const MINUTE_MS = 60_000;

/** Outages that begin within this of each other belong together. */
export const TOGETHER_MS = MINUTE_MS;
/** An outage that begins while another one lasts belongs to it, where that is no older than this. */
export const SPREAD_MS = 5 * MINUTE_MS;
/** A circuit that opens again sooner than this after it closed is flapping: it is the same incident. */
export const FLAPPING_MS = 5 * MINUTE_MS;
/** How long all circuits must have been closed before an incident is over. Then nothing later can belong to it. */
export const QUIET_MS = Math.max(TOGETHER_MS, SPREAD_MS, FLAPPING_MS);

/** Outages that belong together. */
export interface Incident<E extends TroubleEvent> {
  /** The id of its first trip's event. */
  readonly id: number;
  readonly from: Instant;
  /** When the last of its circuits closed; null while any is not closed. */
  readonly closedAt: Instant | null;
  readonly isOver: boolean;
  /** By their beginnings. */
  readonly outages: readonly Outage<E>[];
  /** What people did to its circuits meanwhile: resets and holds. Oldest first. */
  readonly acts: readonly E[];
}

/**
 * Incidents, newest first: outages that belong together, and what belongs to one of them belongs to all. The order of
 * the events does not matter, and what is over stays as it is whatever happens later.
 * @param events in any order
 */
export function incidentsOf<E extends TroubleEvent>(
  events: readonly E[],
  standing: Standing,
  now: Instant,
): Incident<E>[] {
  const outages = outagesOf(events, standing);
  const acts = Map.groupBy(events.filter(isAct), ({ circuit }) => circuit);
  return joined(outages)
    .map((group) => incidentOf(group, acts, now))
    .sort((a, b) => b.from - a.from || b.id - a.id);
}

function incidentOf<E extends TroubleEvent>(
  outages: readonly Outage<E>[],
  acts: ReadonlyMap<string, readonly E[]>,
  now: Instant,
): Incident<E> {
  const { from, trips } = outages[0]!;
  const ends = outages.map(({ until }) => until ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...ends);
  const closedAt = Number.isFinite(last) ? last : null;
  const circuits = new Set(outages.map(({ circuit }) => circuit));
  const meanwhile = [...circuits].flatMap((circuit) => acts.get(circuit) ?? []);
  return {
    id: trips[0]!.id,
    from,
    closedAt,
    isOver: closedAt !== null && now - closedAt >= QUIET_MS,
    outages,
    acts: meanwhile.filter(({ at }) => at >= from && at <= last).sort(byTime),
  };
}

/** @param outages by their beginnings */
function joined<E extends TroubleEvent>(outages: readonly Outage<E>[]): Outage<E>[][] {
  const sets = new Sets(outages.length);
  const lastOf = new Map<string, number>();
  for (const [index, outage] of outages.entries()) {
    const before = lastOf.get(outage.circuit);
    if (before !== undefined && isFlapping(outages[before]!, outage)) sets.join(before, index);
    const near = lastRelated(outages, index);
    if (near !== null) sets.join(near, index);
    lastOf.set(outage.circuit, index);
  }
  return sets.groups().map((group) => group.map((index) => outages[index]!));
}

/** The latest of the earlier outages that one belongs to. Any other that it belongs to belongs to that one already. */
function lastRelated<E extends TroubleEvent>(outages: readonly Outage<E>[], index: number): number | null {
  const { from } = outages[index]!;
  for (let other = index - 1; other >= 0 && from - outages[other]!.from <= SPREAD_MS; other -= 1) {
    const { from: begun, until } = outages[other]!;
    if (from - begun <= TOGETHER_MS || until === null || until > from) return other;
  }
  return null;
}

function isFlapping({ until }: Outage<TroubleEvent>, { from }: Outage<TroubleEvent>): boolean {
  return until !== null && from - until < FLAPPING_MS;
}

function isAct({ kind }: TroubleEvent): boolean {
  return kind === "reset" || kind.startsWith("override_");
}
