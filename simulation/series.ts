import type { Contestant } from "./guard.ts";
import type { Pattern } from "./pattern.ts";
import { type Moment, runTrial } from "./trial.ts";

/** A figure for each second of a trial. */
export type Series = readonly number[];

/** The share of calls that a contestant let through, 0 to 1. */
export function shares(pattern: Pattern, contestant: Contestant, seed: number): Series {
  return moments(pattern, contestant, seed).map(({ share }) => share);
}

/** Calls a second that were answered well, over the last `over` seconds. */
export function answered(pattern: Pattern, contestant: Contestant, seed: number, over = 5): Series {
  const all = moments(pattern, contestant, seed);
  return all.map(({ second, good }) => {
    const before = all[Math.max(0, second - over)]!;
    return (good - before.good) / Math.max(1, second - before.second);
  });
}

/** The share of calls that could be answered well, 0 to 1. */
export function possible(pattern: Pattern): Series {
  return Array.from({ length: pattern.seconds }, (_, second) => pattern.possible(second));
}

function moments(pattern: Pattern, contestant: Contestant, seed: number): readonly Moment[] {
  const seen: Moment[] = [];
  runTrial(pattern, contestant, seed, (moment) => seen.push(moment));
  return seen;
}
