import { isSurvivor, type Weighed } from "./equivalents.ts";
import type { Mutant } from "./mutant.ts";

/** Percent of the mutants that are not equivalent which the tests must notice. */
export const LEAST_SCORE = 95;

export interface Score {
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly equivalent: number;
  /** Those whose code does not even load; they say nothing about the tests. */
  readonly invalid: number;
  /** Percent; 100 where there is nothing to notice. */
  readonly score: number;
}

export function scoreOf(mutants: readonly Mutant[], { equivalent }: Weighed): Score {
  const count = (counts: (mutant: Mutant) => boolean) => mutants.filter(counts).length;
  const killed = count(({ reported }) => reported.status === "Killed");
  const timedOut = count(({ reported }) => reported.status === "Timeout");
  const equal = count((mutant) => equivalent.has(mutant));
  const survived = count(isSurvivor) - equal;
  const invalid = mutants.length - killed - timedOut - survived - equal;
  const noticed = killed + timedOut;
  const score = noticed + survived === 0 ? 100 : (100 * noticed) / (noticed + survived);
  return { killed, timedOut, survived, equivalent: equal, invalid, score };
}

/** Every mutant that has yet to be noticed or explained. */
export function survivorsOf(mutants: readonly Mutant[], { equivalent }: Weighed): Mutant[] {
  return mutants.filter((mutant) => isSurvivor(mutant) && !equivalent.has(mutant));
}
