import { Load } from "./load.ts";
import type { Dependency } from "./pattern.ts";

/** Calls a second that it bears with its caches empty. */
const COLD = 10;
/** Calls a second that each call which it has answered adds: the caches fill. */
const WARMING = 1 / 30;
/** How many times the load that it bears breaks it down: its caches are empty again. */
const BREAKS_AT = 1.5;

/** A dependency that is down for a while and comes back cold. Seconds of the trial. */
export interface ComingBack {
  readonly downFrom: number;
  readonly downUntil: number;
  /** The share of calls that it answers well without overload. */
  readonly usual: number;
  /** Milliseconds of a call; none is answered while it is down. */
  readonly ms: number;
  readonly deadMs: number;
}

export function comingBack({ downFrom, downUntil, usual, ms, deadMs }: ComingBack): Dependency {
  const load = new Load();
  let answered = 0;
  return {
    answer(second, luck, spread) {
      const current = load.add(second);
      const took = (each: number) => Math.round(each * (0.5 + spread));
      if (second < downFrom) return { isGood: luck < usual, ms: took(ms) };
      if (second < downUntil) return { isGood: false, ms: took(deadMs) };
      const bears = COLD + WARMING * answered;
      const isGood = luck < usual * Math.min(1, bears / current);
      if (current > BREAKS_AT * bears) answered = 0;
      else if (isGood) answered += 1;
      return { isGood, ms: took(ms) };
    },
  };
}

/** The load that it bears at a second if it has always had as much as it bears, and never more. */
export function atBest({ downFrom, downUntil }: Pick<ComingBack, "downFrom" | "downUntil">, second: number): number {
  if (second < downFrom) return Number.POSITIVE_INFINITY;
  return second < downUntil ? 0 : COLD * Math.exp(WARMING * (second - downUntil));
}
