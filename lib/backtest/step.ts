import { closedStep } from "./closed.ts";
import { halfOpenStep } from "./half-open.ts";
import { openStep } from "./open.ts";
import type { Moment } from "./second.ts";
import type { Trial } from "./trial.ts";
import { turmoil } from "./turmoil.ts";
import type { OpenWorld, World } from "./world.ts";

/** What may have become of a circuit by the end of a second in which it was called. */
export function step(trial: Trial, world: World, moment: Moment): World[] {
  const worlds = stepByState(trial, world, moment);
  const isTooShort = worlds.some((each) => each.state === "open" && opensAndRecovers(each, moment));
  return isTooShort ? turmoil(trial, world, moment) : worlds;
}

function stepByState(trial: Trial, world: World, moment: Moment): World[] {
  switch (world.state) {
    case "closed":
      return closedStep(trial, world, moment);
    case "open":
      return openStep(trial, world, moment);
    case "half_open":
      return halfOpenStep(trial, world, moment, false);
  }
}

function opensAndRecovers({ closedUntil, reopenedAt, recoverAt }: OpenWorld, { start, end }: Moment): boolean {
  return Math.max(closedUntil, reopenedAt) >= start && recoverAt.least < end;
}
