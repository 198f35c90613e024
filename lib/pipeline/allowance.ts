/**
 * How processes that share a store divide a limit L of a workspace without asking the store on any execution. With each
 * heartbeat a process tells two figures of it: its _need_, how much it was asked for of late, and its _claim_, the most
 * that it will use beyond its fair share until it tells otherwise. From what the others told it works out
 *
 *     fair      = L / processes, whole, the remainder to the first by name
 *     claim     = its part of L by max-min: nobody gets more than needed, and nobody lacks while another has more
 *     allowance = max(1, fair, min(claim, L - what the others claim))
 *
 * A claim that grows counts once it was written _and_ the others were read after that, one that shrinks counts before it
 * is written. So of two that grow at once the later one sees the earlier one, and those who use more than their fair
 * share never use more than L together. The worst case is that one uses all of L, and the others are called in the same
 * minute for the first time: each of them has its fair share at once, L + (processes - 1) * fair in all, less than 2 L.
 * Once all have told what they need it is L. (Where there are more processes than L, each is allowed one.) A process that
 * is alone is allowed L. So is one that has not read the others yet, since it cannot tell: the bound holds once all have,
 * which takes a first heartbeat, or as long as the store is out when it starts.
 */

/** The processes that divide the limits: how many, and which of them, by name, this one is (from 0). */
export interface Crew {
  readonly size: number;
  readonly rank: number;
}

/** An equal part of a limit, whole; the parts of all are the limit. */
export function fairShare(limit: number, { size, rank }: Crew): number {
  return Math.floor(limit / size) + (rank < limit % size ? 1 : 0);
}

/** The part of a limit for who needs `need`, where others need this much: max-min fair, whole. */
export function dividedShare(limit: number, need: number, others: readonly number[]): number {
  const needs = [need, ...others].sort((a, b) => a - b);
  let left = limit;
  let sharing = needs.length;
  for (const each of needs) {
    const level = left / sharing;
    if (each > level) return Math.floor(Math.min(need, level));
    left -= each;
    sharing -= 1;
  }
  return need;
}

/** How much of a limit a process may use, with a claim that the others know of, where they claim `othersClaim` in all. */
export function allowance(limit: number, crew: Crew, claim: number, othersClaim: number): number {
  if (crew.size === 1) return limit;
  return Math.max(1, fairShare(limit, crew), Math.min(claim, limit - othersClaim));
}
