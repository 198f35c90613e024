import { opensBy } from "../breaker/index.ts";
import { opened } from "./opening.ts";
import { between, exactly, type Range, ZERO } from "./range.ts";
import { mayOpen, mayThrottle } from "./rates.ts";
import { executedIn, judgedIn, type Moment, slowIn } from "./second.ts";
import type { Trial } from "./trial.ts";
import type { Held } from "./window.ts";
import { type Cause, type ClosedWorld, type HalfOpenWorld, type World, withFigures } from "./world.ts";

/** How a probe closed the circuit. */
interface Closing {
  /** Whether it was with the second's first calls, so that nothing was rejected before. */
  readonly isFirst: boolean;
  /** Whether what ended after it may have begun before. */
  readonly isCrowded: boolean;
}

/** What may become of a half-open circuit that a probe closes within a second: it may open again at once. */
export function closes(trial: Trial, world: HalfOpenWorld, moment: Moment, { isFirst, isCrowded }: Closing): World[] {
  const { policy, ramp } = trial;
  const { second, index, start, end } = moment;
  const { failures, successes, longest, trail } = second;
  const held = heldSince(trial, moment);
  const isPartly = isCrowded || ramp > 0 || mayThrottle(policy, held);
  const rampUntil = ramp > 0 ? end - 1 + ramp : Number.NEGATIVE_INFINITY;
  const threshold = opensBy(policy, "consecutive") ? policy.failure_threshold : Number.POSITIVE_INFINITY;
  const closed: ClosedWorld = {
    state: "closed",
    figures: world.figures,
    row: world.row,
    run: isPartly ? { least: 0, most: Math.min(failures, threshold - 1) } : exactly(trail),
    since: { least: start, most: end - 1 },
    counted: { least: index, most: index + 1 },
    partlyUntil: Math.max(end - 1, rampUntil),
    rampUntil,
  };
  const rest = { rejected: between(0, executedIn(second) - 1), succeeded: between(0, successes) };
  // The closing success is the last one or comes before it: what fails after the last one came after the closing.
  const mustTrip = !isPartly && (isFirst ? longest : trail) >= threshold;
  const by: Cause[] = mayOpen(trial.rates, policy, held);
  if ((isPartly ? failures : longest) >= threshold) by.push("consecutive");
  const worlds: World[] = by.length > 0 ? [opened(trial, closed, moment, rest, by)] : [];
  if (mustTrip) return worlds;
  const before = isFirst && !isPartly ? { rejected: ZERO, succeeded: ZERO } : rest;
  worlds.push({ ...closed, figures: withFigures(world.figures, moment, before) });
  return worlds;
}

/** What the window of a circuit may hold that closed within this second. */
function heldSince({ slowFrom }: Trial, { second }: Moment): Held {
  const upTo = (most: number): Range => ({ least: 0, most });
  return {
    calls: upTo(judgedIn(second)),
    successes: upTo(second.successes),
    failures: upTo(second.failures),
    slow: upTo(slowIn(second, slowFrom).most),
  };
}
