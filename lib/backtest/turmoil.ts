import { between, either, plus, type Range } from "./range.ts";
import { executedIn, judgedIn, type Moment } from "./second.ts";
import type { Trial } from "./trial.ts";
import { type World, withFigures } from "./world.ts";

/**
 * What may become of a circuit within a second in which it may open, recover and open again: the record is too coarse for
 * waits as short as that, and all that is known is how many calls there were.
 */
export function turmoil(trial: Trial, world: World, moment: Moment): World[] {
  const { second, index, start, end } = moment;
  const { policy, ramp } = trial;
  const judged = judgedIn(second);
  const last = end - 1;
  const openings: Range = { least: 0, most: judged };
  const row = { least: Math.min(1, world.row.least), most: world.row.most + judged };
  const wait = trial.wait({ least: 1, most: Math.max(1, row.most) });
  const at = { least: start, most: last };
  if (moment.isAsked) {
    const before = { least: world.figures.openings.least, most: world.figures.openings.most + judged - 1 };
    trial.openings.note(before, { at, until: plus(at, wait), by: trial.causes });
  }
  const figures = withFigures(world.figures, moment, {
    rejected: between(0, executedIn(second)),
    succeeded: between(0, second.successes),
    openings,
  });
  const rampUntil = ramp > 0 ? last + ramp : Number.NEGATIVE_INFINITY;
  const tripped = { figures, row, closedUntil: last, reopenedAt: last };
  const run = world.state === "closed" ? world.run.most : 0;
  return [
    {
      state: "closed",
      figures,
      row,
      run: { least: 0, most: Math.min(run + second.failures, policy.failure_threshold - 1) },
      since: world.state === "closed" ? either(world.since, at) : at,
      counted: { least: world.state === "closed" ? world.counted.least : index, most: index + 1 },
      partlyUntil: Math.max(last, rampUntil),
      rampUntil,
    },
    {
      state: "half_open",
      ...tripped,
      recoverAt: { least: world.state === "closed" ? start : Math.min(start, world.recoverAt.least), most: last },
      successes: { least: 0, most: policy.half_open_successes - 1 },
      decidedBy: null,
    },
    {
      state: "open",
      ...tripped,
      recoverAt: { least: end, most: Math.max(last + wait.most, world.state === "open" ? world.recoverAt.most : end) },
    },
  ];
}
