import { noBreaker } from "./contestants.ts";
import type { Contestant } from "./guard.ts";
import type { Pattern } from "./pattern.ts";
import { runTrial, type Tally } from "./trial.ts";

/** Per cent over all runs, to one decimal. */
export interface Spread {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** How one contestant did under one pattern. */
export interface Score {
  readonly pattern: string;
  readonly contestant: string;
  /** Good calls let through, of those that could have been answered well. */
  readonly good: Spread;
  /** Bad calls sent, of those that are sent without a breaker. */
  readonly bad: Spread;
  /** Bad calls sent in a run, on average. */
  readonly badCalls: number;
  /** The first run: what a replay must come to. */
  readonly first: Tally;
}

/** Puts every contestant to every pattern, once with each seed. */
export function holdContest(
  patterns: readonly Pattern[],
  contestants: readonly Contestant[],
  seeds: readonly number[],
): readonly Score[] {
  return patterns.flatMap((pattern) => {
    const unguarded = seeds.map((seed) => runTrial(pattern, noBreaker, seed));
    return contestants.map((contestant) => {
      const tallies = contestant === noBreaker ? unguarded : seeds.map((seed) => runTrial(pattern, contestant, seed));
      return score(pattern, contestant, tallies, unguarded);
    });
  });
}

function score(
  pattern: Pattern,
  contestant: Contestant,
  tallies: readonly Tally[],
  unguarded: readonly Tally[],
): Score {
  return {
    pattern: pattern.name,
    contestant: contestant.name,
    good: spreadOf(tallies.map(({ good, possible }) => good / possible)),
    bad: spreadOf(tallies.map(({ bad }, run) => bad / unguarded[run]!.bad)),
    badCalls: Math.round(meanOf(tallies.map(({ bad }) => bad))),
    first: tallies[0]!,
  };
}

function spreadOf(shares: readonly number[]): Spread {
  return { mean: perCent(meanOf(shares)), least: perCent(Math.min(...shares)), most: perCent(Math.max(...shares)) };
}

function meanOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

function perCent(share: number): number {
  return Math.round(share * 1000) / 10;
}
