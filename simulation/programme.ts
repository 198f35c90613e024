import { holdContest, type Score } from "./contest.ts";
import { contestants, ramps, tunings } from "./contestants.ts";
import type { Pattern } from "./pattern.ts";
import * as pattern from "./patterns.ts";

/** The seed of the figures in the documents. */
export const DOCUMENTED_SEED = 2016;
/** Runs of each contestant under each pattern, with seeds that follow each other. */
const RUNS = 10;

/** All that is found out, as it is kept in docs/simulation/results.json. */
export interface Results {
  readonly seed: number;
  readonly runs: number;
  /** Every strategy under every pattern. */
  readonly contest: readonly Score[];
  /** `adaptive` with other values than its defaults. */
  readonly tuning: readonly Score[];
  /** With and without a ramp. */
  readonly ramp: readonly Score[];
}

/** The patterns under which the values of `adaptive` make a difference. */
const TELLING: readonly Pattern[] = [
  pattern.flakier,
  pattern.fewCalls,
  pattern.brownOut,
  pattern.outage,
  pattern.recovery,
  pattern.overload,
];

/** Runs everything, or less of it: so many runs, and the tuning under these patterns alone. */
export function simulate(seed: number, runs = RUNS, telling = TELLING): Results {
  const seeds = Array.from({ length: runs }, (_, run) => seed + run);
  return {
    seed,
    runs,
    contest: holdContest(pattern.patterns, contestants, seeds),
    tuning: holdContest(telling, tunings, seeds),
    ramp: holdContest([pattern.outage, pattern.recovery], ramps, seeds),
  };
}
