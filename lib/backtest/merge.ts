import { either } from "./range.ts";
import { SECOND_MS } from "./second.ts";
import { type ClosedWorld, eitherFigures, type HalfOpenWorld, type OpenWorld, type World } from "./world.ts";

/** Open circuits that are told apart by when they may recover. Beyond that the nearest become one. */
const MOST_OPEN = 8;

/** As few worlds as say the same: what differs in figures alone becomes one, whose figures are ranges. */
export function merged(worlds: readonly World[]): readonly World[] {
  if (worlds.length === 1) return worlds;
  let closed: ClosedWorld | null = null;
  let halfOpen: HalfOpenWorld | null = null;
  const open: OpenWorld[] = [];
  for (const world of worlds) {
    if (world.state === "closed") closed = closed === null ? world : eitherClosed(closed, world);
    else if (world.state === "half_open") halfOpen = halfOpen === null ? world : eitherHalfOpen(halfOpen, world);
    else open.push(world);
  }
  return [closed, halfOpen, ...mergedOpen(open)].filter((world) => world !== null);
}

function mergedOpen(worlds: readonly OpenWorld[]): OpenWorld[] {
  const sorted = [...worlds].sort((a, b) => a.recoverAt.least - b.recoverAt.least);
  const left: OpenWorld[] = [];
  for (const world of sorted) {
    const last = left.at(-1);
    if (last !== undefined && recoverTogether(last, world)) left[left.length - 1] = eitherOpen(last, world);
    else left.push(world);
  }
  while (left.length > MOST_OPEN) {
    const nearest = nearestPair(left);
    left.splice(nearest, 2, eitherOpen(left[nearest]!, left[nearest + 1]!));
  }
  return left;
}

/** Whether both recover within the same second. */
function recoverTogether(one: OpenWorld, other: OpenWorld): boolean {
  const secondOf = (instant: number) => Math.floor(instant / SECOND_MS);
  return (
    secondOf(one.recoverAt.least) === secondOf(other.recoverAt.least) &&
    secondOf(one.recoverAt.most) === secondOf(other.recoverAt.most)
  );
}

function nearestPair(sorted: readonly OpenWorld[]): number {
  let nearest = 0;
  const distance = (index: number) => sorted[index + 1]!.recoverAt.least - sorted[index]!.recoverAt.least;
  for (let index = 1; index < sorted.length - 1; index += 1) if (distance(index) < distance(nearest)) nearest = index;
  return nearest;
}

function eitherClosed(one: ClosedWorld, other: ClosedWorld): ClosedWorld {
  return {
    state: "closed",
    figures: eitherFigures(one.figures, other.figures),
    row: either(one.row, other.row),
    run: either(one.run, other.run),
    since: either(one.since, other.since),
    counted: either(one.counted, other.counted),
    partlyUntil: Math.max(one.partlyUntil, other.partlyUntil),
    rampUntil: Math.max(one.rampUntil, other.rampUntil),
  };
}

function eitherOpen(one: OpenWorld, other: OpenWorld): OpenWorld {
  return { state: "open", ...eitherTripped(one, other) };
}

function eitherHalfOpen(one: HalfOpenWorld, other: HalfOpenWorld): HalfOpenWorld {
  const isKnown = one.decidedBy !== null && other.decidedBy !== null;
  return {
    state: "half_open",
    ...eitherTripped(one, other),
    successes: either(one.successes, other.successes),
    decidedBy: isKnown ? Math.max(one.decidedBy, other.decidedBy) : null,
  };
}

function eitherTripped(one: OpenWorld | HalfOpenWorld, other: OpenWorld | HalfOpenWorld) {
  return {
    figures: eitherFigures(one.figures, other.figures),
    row: either(one.row, other.row),
    recoverAt: either(one.recoverAt, other.recoverAt),
    closedUntil: Math.max(one.closedUntil, other.closedUntil),
    reopenedAt: Math.max(one.reopenedAt, other.reopenedAt),
  };
}
