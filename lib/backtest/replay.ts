import type { Policy } from "../breaker/index.ts";
import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import { Likely } from "./likely.ts";
import { merged } from "./merge.ts";
import type { Opening } from "./openings.ts";
import { isExact, type Range } from "./range.ts";
import { executedIn, type Moment, SECOND_MS } from "./second.ts";
import { step } from "./step.ts";
import { Trial } from "./trial.ts";
import { type UnknownPeriod, unknownPeriods } from "./unknown.ts";
import { eitherFigures, type Figures, UNTOUCHED, type World } from "./world.ts";

/** Seconds that are replayed in one go, in a few milliseconds at the most. */
const AT_ONCE = 250;

/** What is asked about, in milliseconds since the epoch: from an instant on, and up to another. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A figure as far as it is known, and what it is where calls are spread evenly over their second. */
export interface Estimate extends Range {
  readonly likely: number;
}

/** What a policy would have done. */
export interface Replayed {
  /** Recorded executions that the circuit would have rejected. */
  readonly rejected: Estimate;
  /** Those of them that succeeded. */
  readonly succeeded: Estimate;
  readonly openings: Estimate;
  /** Executions on record, and those of them that failed. */
  readonly calls: number;
  readonly failures: number;
  /** The first ones, in their order; there are no more than a hundred. */
  readonly told: readonly Opening[];
  readonly unknown: readonly UnknownPeriod[];
  /** Calls that the circuit itself refused in them. */
  readonly refused: number;
  /** How often calls may be missing from the record. */
  readonly interruptions: number;
  /** Whether everything is known. */
  readonly isExact: boolean;
}

/**
 * Tries a policy on what was recorded, from its beginning on with a circuit that is closed, and says what it would have
 * done in a period. It is a generator so that others can do something in between: `next` goes on for a while.
 *
 * How calls followed one another within a second is known in part only, and when they began hardly at all. So this follows
 * everything that may have become of the circuit: what really did is always among it.
 *
 * @param seconds oldest first
 */
export function* replay(
  seconds: readonly RecordedSecond[],
  policy: Policy,
  { from, to }: Period,
): Generator<void, Replayed> {
  const until = seconds.findIndex(({ second }) => second * SECOND_MS >= to);
  const recorded = until === -1 ? seconds : seconds.slice(0, until);
  const trial = new Trial(policy, recorded);
  const likely = new Likely(trial);
  let worlds: readonly World[] = [UNTOUCHED];
  for (const [index, second] of recorded.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) yield;
    if (executedIn(second) === 0) continue;
    const start = second.second * SECOND_MS;
    const moment: Moment = { second, index, start, end: start + SECOND_MS, isAsked: start >= from };
    likely.step(moment);
    worlds = merged(worlds.flatMap((world) => step(trial, world, moment)));
  }
  const asked = recorded.filter(({ second }) => second * SECOND_MS >= from);
  return summed(asked, worlds.map(({ figures }) => figures).reduce(eitherFigures), likely, trial.openings.all);
}

function summed(
  asked: readonly RecordedSecond[],
  { rejected, succeeded, openings }: Figures,
  likely: Likely,
  told: readonly Opening[],
): Replayed {
  const unknown = unknownPeriods(asked);
  const interruptions = asked.filter(({ broken }, index) => broken && index > 0).length;
  return {
    rejected: estimate(rejected, likely.rejected),
    succeeded: estimate(succeeded, likely.succeeded),
    openings: estimate(openings, likely.openings),
    calls: asked.reduce((sum, second) => sum + executedIn(second), 0),
    failures: asked.reduce((sum, { failures }) => sum + failures, 0),
    told: told.slice(0, openings.most),
    unknown,
    refused: unknown.reduce((sum, period) => sum + period.rejected, 0),
    interruptions,
    isExact: [rejected, succeeded, openings].every(isExact) && unknown.length === 0 && interruptions === 0,
  };
}

/** What was under way when the circuit opened is not in what is likely, but in the bounds. */
function estimate({ least, most }: Range, likely: number): Estimate {
  return { least, likely: Math.min(Math.max(likely, least), most), most };
}
