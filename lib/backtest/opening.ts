import { exactly, plus, type Range } from "./range.ts";
import type { Moment } from "./second.ts";
import type { Trial } from "./trial.ts";
import { type Cause, type Figures, type OpenWorld, type World, withFigures } from "./world.ts";

/**
 * The world in which a circuit opens within a second.
 * @param added what the second adds to its figures, but for the opening
 */
export function opened(
  trial: Trial,
  world: World,
  moment: Moment,
  added: Pick<Figures, "rejected" | "succeeded">,
  by: readonly Cause[],
): OpenWorld {
  const row = rowAfter(trial, world, moment);
  const at = { least: moment.start, most: moment.end - 1 };
  const recoverAt = plus(at, trial.wait(row));
  if (moment.isAsked) trial.openings.note(world.figures.openings, { at, until: recoverAt, by });
  const figures = withFigures(world.figures, moment, { ...added, openings: exactly(1) });
  const left =
    world.state === "closed"
      ? { closedUntil: at.most, reopenedAt: Number.NEGATIVE_INFINITY }
      : { closedUntil: world.closedUntil, reopenedAt: at.most };
  return { state: "open", figures, row, recoverAt, ...left };
}

/** How often it will have opened in a row: closed for long enough, it begins again at 1. */
function rowAfter({ policy }: Trial, world: World, { start, end }: Moment): Range {
  const next = { least: world.row.least + 1, most: world.row.most + 1 };
  if (world.state !== "closed") return next;
  const rest = policy.recovery_backoff.reset_after_seconds * 1000;
  if (start - world.since.most >= rest) return exactly(1);
  return end - 1 - world.since.least >= rest ? { least: 1, most: next.most } : next;
}
