import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import { judgedIn } from "./second.ts";

/** A call of a second, as it may well have been. */
export interface LikelyCall {
  readonly failed: boolean;
  readonly slow: boolean;
}

/**
 * A second's judged calls in an order that its runs of failures allow: what lies between the first run and the last is
 * spread evenly, but for the longest run where that is neither of the two.
 * @param slow how many of the calls are slow
 */
export function likelyOrder(second: RecordedSecond, slow: number): LikelyCall[] {
  const calls = judgedIn(second);
  return runsOf(second)
    .flatMap((run, index) => [...(index === 0 ? [] : [false]), ...new Array<boolean>(run).fill(true)])
    .map((failed, index) => ({ failed, slow: isSpread(index, slow, calls) }));
}

/** Failures before the first success, between each two, and after the last. */
function runsOf({ successes, failures, lead, trail, longest }: RecordedSecond): number[] {
  if (successes === 0) return [failures];
  const gaps = successes - 1;
  const middle = failures - lead - trail;
  const hasLongest = gaps > 0 && longest > Math.max(lead, trail);
  const rest = hasLongest ? middle - longest : middle;
  const between = Array.from({ length: gaps }, (_, gap) => spread(gap, rest, gaps));
  if (hasLongest) between[gaps >>> 1] = longest;
  return [lead, ...between, trail];
}

/** How many of so many things fall to one of so many places, where they are spread evenly. */
function spread(place: number, things: number, places: number): number {
  return Math.floor(((place + 1) * things) / places) - Math.floor((place * things) / places);
}

function isSpread(place: number, things: number, places: number): boolean {
  return spread(place, things, places) > 0;
}
