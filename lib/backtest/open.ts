import { escapedFrom } from "./escaped.ts";
import { halfOpenStep } from "./half-open.ts";
import { between } from "./range.ts";
import { executedIn, type Moment } from "./second.ts";
import type { Trial } from "./trial.ts";
import { type HalfOpenWorld, type OpenWorld, type World, withFigures } from "./world.ts";

/** What may become of an open circuit within a second, by when it recovers: before it, within it, or later. */
export function openStep(trial: Trial, world: OpenWorld, moment: Moment): World[] {
  const { start, end } = moment;
  const { least, most } = world.recoverAt;
  const worlds: World[] = [];
  if (most >= end) worlds.push(staysOpen(trial, world, moment));
  if (least < start) {
    const before = halfOpen(world, least, Math.min(most, start - 1));
    worlds.push(...halfOpenStep(trial, before, moment, false));
  }
  if (least < end && most >= start) {
    const within = halfOpen(world, Math.max(least, start), Math.min(most, end - 1));
    worlds.push(...halfOpenStep(trial, within, moment, true));
  }
  return worlds;
}

function staysOpen(trial: Trial, world: OpenWorld, moment: Moment): OpenWorld {
  const { second, end } = moment;
  const escaped = escapedFrom(trial, world, moment);
  const figures = withFigures(world.figures, moment, {
    rejected: between(executedIn(second) - escaped, executedIn(second)),
    succeeded: between(second.successes - escaped, second.successes),
  });
  return { ...world, figures, recoverAt: { least: Math.max(world.recoverAt.least, end), most: world.recoverAt.most } };
}

function halfOpen({ state: _, ...world }: OpenWorld, least: number, most: number): HalfOpenWorld {
  return {
    ...world,
    state: "half_open",
    recoverAt: { least, most },
    successes: { least: 0, most: 0 },
    decidedBy: null,
  };
}
