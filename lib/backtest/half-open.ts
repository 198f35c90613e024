import { closes } from "./closing.ts";
import { escapedFrom } from "./escaped.ts";
import { opened } from "./opening.ts";
import { between, type Range } from "./range.ts";
import { begunBeforeAtLeast, begunBeforeAtMost, executedIn, judgedIn, type Moment, slowSuccessesIn } from "./second.ts";
import type { Trial } from "./trial.ts";
import { type Figures, type HalfOpenWorld, type World, withFigures } from "./world.ts";

/** What is known of a second in which a circuit is half-open. */
interface Probing {
  readonly judged: number;
  readonly executed: number;
  readonly slowSuccesses: Range;
  /** Successes that it takes to close. */
  readonly left: Range;
  /** Calls that may have begun before it was half-open, so that they are no probes. */
  readonly stale: number;
  /** Calls that may have been under way since before it opened. */
  readonly escaped: number;
  /** Whether calls were under way together, so that the first to end need not be the first that began. */
  readonly isCrowded: boolean;
  /** The second by whose end a probe has ended for certain; null where none may have begun. */
  readonly decidedBy: number | null;
  /** Calls that may have been probes. */
  readonly probes: number;
}

/**
 * What may become of a half-open circuit within a second: nothing, or it closes or opens again.
 * @param isWithin whether it is half-open from some moment within the second on
 */
export function halfOpenStep(trial: Trial, world: HalfOpenWorld, moment: Moment, isWithin: boolean): World[] {
  const probing = probingOf(trial, world, moment, isWithin);
  const { judged, left, stale, isCrowded, slowSuccesses } = probing;
  const { second, index } = moment;
  const { successes, failures, lead } = second;
  if (judged <= begunBeforeAtLeast(moment, world.recoverAt.least)) return [waits(world, moment, probing, 0)];
  const isOrdered = stale === 0 && !isCrowded && left.least === left.most;
  if (isOrdered && (lead > 0 || slowSuccesses.least === successes)) {
    return [reopens(trial, world, moment, { ...probing, probes: 1 })];
  }
  if (isOrdered && slowSuccesses.most === 0) {
    if (failures === 0 && successes < left.least) return [countsOn(world, successes)];
    if (failures === 0 || left.least === 1) return closes(trial, world, moment, { isFirst: true, isCrowded: false });
  }
  const worlds: World[] = [];
  const isUndecided = stale >= judged || probing.decidedBy === null || index < probing.decidedBy;
  const wantsMore = left.most > 1 && (isCrowded || failures <= stale);
  if (isUndecided || wantsMore) worlds.push(waits(world, moment, probing, left.most > 1 ? probing.probes : 0));
  if (failures > 0 || slowSuccesses.most > 0) worlds.push(reopens(trial, world, moment, probing));
  const good = successes - slowSuccesses.least;
  if (good > 0 && good >= left.least) worlds.push(...closes(trial, world, moment, { isFirst: false, isCrowded }));
  return worlds;
}

function probingOf(trial: Trial, world: HalfOpenWorld, moment: Moment, isWithin: boolean): Probing {
  const { policy, past, slowFrom } = trial;
  const { second, index } = moment;
  const judged = judgedIn(second);
  const stale = isWithin ? judged : Math.min(judged, begunBeforeAtMost(moment, world.recoverAt.most));
  const lastEnd = past.lastEndOf(index);
  const isCrowded = second.together > 0 || lastEnd > index;
  const left = {
    least: policy.half_open_successes - world.successes.most,
    most: policy.half_open_successes - world.successes.least,
  };
  return {
    judged,
    executed: executedIn(second),
    slowSuccesses: slowSuccessesIn(second, slowFrom),
    left,
    stale,
    escaped: escapedFrom(trial, world, moment),
    isCrowded,
    // A call that began after it was half-open is a probe, or there were as many as there may be.
    decidedBy: stale < judged ? Math.min(world.decidedBy ?? lastEnd, lastEnd) : world.decidedBy,
    probes: Math.min(judged, left.most) + (isCrowded ? policy.half_open_max_calls - 1 : 0),
  };
}

/** No probe has decided anything yet. */
function waits(world: HalfOpenWorld, moment: Moment, probing: Probing, probes: number): HalfOpenWorld {
  const { second } = moment;
  const { least, most } = world.successes;
  return {
    ...world,
    figures: withFigures(world.figures, moment, rejectedBut(moment, probing, probes + probing.escaped, 0)),
    successes:
      probes === 0
        ? world.successes
        : { least, most: Math.min(most + second.successes, most + probing.left.least - 1) },
    decidedBy: probing.decidedBy,
  };
}

/** Every call was a probe that succeeded, and more have to. */
function countsOn(world: HalfOpenWorld, successes: number): HalfOpenWorld {
  const { least, most } = world.successes;
  return { ...world, successes: { least: least + successes, most: most + successes } };
}

function reopens(trial: Trial, world: HalfOpenWorld, moment: Moment, probing: Probing): World {
  const { probes, escaped, slowSuccesses } = probing;
  const added = rejectedBut(moment, probing, probes + escaped, 1);
  // Where there was one probe alone, it was no success.
  const isSure = probes === 1 && slowSuccesses.most === 0;
  const least = isSure ? moment.second.successes - escaped : added.succeeded.least;
  return opened(trial, world, moment, { ...added, succeeded: between(least, added.succeeded.most) }, ["probe"]);
}

/** All of a second's executions are rejected but for some: as many as these at the most, and at the least. */
function rejectedBut(
  { second }: Moment,
  { judged, executed }: Probing,
  most: number,
  least: number,
): Pick<Figures, "rejected" | "succeeded"> {
  return {
    rejected: between(judged - most, executed - least),
    succeeded: between(second.successes - most, second.successes),
  };
}
