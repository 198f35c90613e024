import { EarliestFirst } from "../lib/registry/earliest-first.ts";
import type { Contestant } from "./guard.ts";
import type { Pattern } from "./pattern.ts";
import { randomStream } from "./random.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What became of the calls of a trial. */
export interface Tally {
  /** Calls that were to be made. */
  readonly calls: number;
  /** Calls that a guard that knew everything would have brought home. */
  readonly possible: number;
  readonly good: number;
  readonly bad: number;
}

/** A second of a trial, as it began. */
export interface Moment {
  readonly second: number;
  /** The share of calls that would have been let through. */
  readonly share: number;
  readonly good: number;
  readonly bad: number;
}

/**
 * Puts a contestant between a caller and a dependency that fails by a pattern. The same seed gives every contestant
 * the same calls with the same luck, and the same lots to draw.
 *
 * @param watch told at the beginning of each second how things stand
 */
export function runTrial(
  pattern: Pattern,
  contestant: Contestant,
  seed: number,
  watch: (moment: Moment) => void = () => {},
): Tally {
  const luck = randomStream(seed, `${pattern.name}: luck`);
  const spread = randomStream(seed, `${pattern.name}: spread`);
  const clock = new VirtualClock();
  const guard = contestant.guard(clock, randomStream(seed, `${pattern.name}: lots`));
  const dependency = pattern.dependency();
  const underWay = new EarliestFirst<() => void>();
  const calls = Math.round(pattern.seconds * pattern.callsPerSecond);
  let [possible, good, bad, watched] = [0, 0, 0, -1];

  function goTo(ms: number): void {
    for (let next = underWay.first; next !== undefined && next.at <= ms; next = underWay.first) {
      underWay.delete(next.value);
      clock.goTo(next.at);
      next.value();
    }
    clock.goTo(ms);
  }

  for (let call = 0; call < calls; call += 1) {
    const ms = Math.round((call * 1000) / pattern.callsPerSecond);
    const second = ms / 1000;
    goTo(ms);
    if (Math.floor(second) > watched) {
      watched = Math.floor(second);
      watch({ second: watched, share: guard.share(), good, bad });
    }
    const [ofCall, ofDuration] = [luck(), spread()];
    if (ofCall < pattern.possible(second)) possible += 1;
    const settle = guard.admit();
    if (settle === null) continue;
    const answer = dependency.answer(second, ofCall, ofDuration);
    if (answer.isGood) good += 1;
    else bad += 1;
    underWay.set(() => settle(answer.isGood, answer.ms), ms + answer.ms);
  }
  guard.close();
  return { calls, possible, good, bad };
}
