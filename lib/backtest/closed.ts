import { opensBy } from "../breaker/index.ts";
import { consecutiveTrip } from "./consecutive.ts";
import { throttledWhileIdle } from "./idle.ts";
import { opened } from "./opening.ts";
import { between, exactly, type Range } from "./range.ts";
import { rateTrip } from "./rate-trip.ts";
import { begunBeforeAtMost, executedIn, judgedIn, type Moment } from "./second.ts";
import type { Trial } from "./trial.ts";
import { firstTrip, someTrip, type Trip } from "./trip.ts";
import { type ClosedWorld, type OpenWorld, type World, withFigures } from "./world.ts";

/** What may become of a closed circuit within a second. */
export function closedStep(trial: Trial, before: ClosedWorld, moment: Moment): World[] {
  const { second } = moment;
  const world = { ...before, partlyUntil: Math.max(before.partlyUntil, throttledWhileIdle(trial, before, moment)) };
  const executed = executedIn(second);
  let lost = world.rampUntil > moment.start ? executed : begunBeforeAtMost(moment, world.partlyUntil);
  let rates = rateTrip(trial, world, moment, lost);
  const { throttles } = rates;
  if (throttles && lost < executed) {
    lost = executed;
    rates = rateTrip(trial, world, moment, lost);
  }
  const trip = firstTrip(runTrip(trial, world, moment, lost), rates.trip, second);
  const worlds: World[] = [];
  if (trip !== null) worlds.push(opens(trial, world, moment, trip, lost));
  if (trip === null || !trip.isCertain) worlds.push(stays(trial, world, moment, lost, throttles));
  return worlds;
}

function runTrip({ policy }: Trial, { run }: ClosedWorld, { second }: Moment, lost: number): Trip | null {
  if (!opensBy(policy, "consecutive")) return null;
  if (lost === 0) return consecutiveTrip(run, second, policy.failure_threshold);
  // Without the calls between them, failures that were apart are in a row.
  return run.most + second.failures >= policy.failure_threshold ? someTrip(["consecutive"], second) : null;
}

function opens(trial: Trial, world: ClosedWorld, moment: Moment, trip: Trip, lost: number): OpenWorld {
  const { second } = moment;
  const { call, succeededAfter } = trip;
  // What was under way when it opened went on.
  const escaped = lost === 0 ? second.together : executedIn(second);
  const added = {
    rejected: between(judgedIn(second) - call.most - escaped, executedIn(second) - call.least),
    succeeded: between(succeededAfter.least - escaped, succeededAfter.most),
  };
  return opened(trial, world, moment, added, trip.by);
}

function stays(trial: Trial, world: ClosedWorld, moment: Moment, lost: number, throttles: boolean): ClosedWorld {
  const { second, index, start, end } = moment;
  const run = runAfter(trial, world.run, moment, lost);
  if (lost === 0) return { ...world, run };
  const last = end - 1;
  const isProlonged = world.rampUntil > start && second.failures > 0;
  const rampUntil = isProlonged ? last + trial.ramp : world.rampUntil;
  return {
    ...world,
    run,
    figures: withFigures(world.figures, moment, {
      rejected: between(0, lost),
      succeeded: between(0, Math.min(second.successes, lost)),
    }),
    counted: { least: world.counted.least, most: index + 1 },
    rampUntil,
    partlyUntil: Math.max(world.partlyUntil, rampUntil, throttles ? last : Number.NEGATIVE_INFINITY),
  };
}

/** Failures in a row after a second in which it has not opened. */
function runAfter({ policy }: Trial, run: Range, { second }: Moment, lost: number): Range {
  const { successes, failures, trail } = second;
  if (lost === 0) {
    return successes > 0 ? exactly(trail) : { least: run.least + failures, most: run.most + failures };
  }
  const least = successes > 0 ? Math.max(0, trail - lost) : run.least + Math.max(0, failures - lost);
  const most = successes > lost ? failures : run.most + failures;
  return opensBy(policy, "consecutive") ? below(policy.failure_threshold, { least, most }) : { least, most };
}

/** As many would have opened it. */
function below(threshold: number, { least, most }: Range): Range {
  return { least: Math.min(least, threshold - 1), most: Math.min(most, threshold - 1) };
}
