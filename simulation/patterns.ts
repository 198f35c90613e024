import { atBest, comingBack } from "./coming-back.ts";
import type { Dependency, Pattern } from "./pattern.ts";
import { refusing } from "./refusing.ts";

/** A dependency with which nothing is wrong still fails at one call in a hundred. */
const USUAL = 0.99;
/** Milliseconds of a usual call; all durations are drawn from half to one and a half times as much. */
const USUAL_MS = 60;
/** Milliseconds of a call that nobody answers. */
const DEAD_MS = 1000;
/** Milliseconds of a call at the bottom of the brown-out. */
const SLOW_MS = 3000;
/** Calls a second that the overloaded dependency answers. */
const LIMIT = 20;
const BUSY = { seconds: 600, callsPerSecond: 50 };
const QUIET = { seconds: 3600, callsPerSecond: 0.5 };
const OUTAGE = { downFrom: 60, downUntil: 180 };

export const healthy: Pattern = {
  ...failing(() => USUAL),
  ...BUSY,
  name: "healthy",
  story: "1 % of the calls fail",
};

export const oneBadBackend: Pattern = {
  ...failing((second) => (isWithin(second, 2, 8) ? 0.75 * USUAL : USUAL)),
  ...BUSY,
  name: "one bad backend in four",
  story: "every call that reaches it fails, from minute 2 to 8",
};

export const flaky: Pattern = {
  ...failing(() => 0.5),
  ...BUSY,
  name: "50 % flaky",
  story: "half of the calls fail",
};

export const flakier: Pattern = {
  ...failing(() => 0.4),
  ...BUSY,
  name: "40 % succeed",
  story: "three calls in five fail",
};

export const fewCalls: Pattern = {
  ...failing(() => 0.5),
  ...QUIET,
  name: "50 % flaky, few calls",
  story: "one call in two seconds, for an hour",
};

export const brownOut: Pattern = {
  ...failing(
    (second) => USUAL - (USUAL - 0.1) * depth(second),
    (second) => USUAL_MS + (SLOW_MS - USUAL_MS) * depth(second),
  ),
  ...BUSY,
  name: "brown-out",
  story: "success falls to 10 %, calls take 3 s; minutes 1 to 8",
};

export const outage: Pattern = {
  ...failing(
    (second) => (isWithin(second, 2, 5) ? 0 : USUAL),
    (second) => (isWithin(second, 2, 5) ? DEAD_MS : USUAL_MS),
  ),
  ...BUSY,
  name: "full outage",
  story: "no call succeeds from minute 2 to 5",
};

export const recovery: Pattern = {
  ...BUSY,
  name: "recovery",
  story: "down from minute 1 to 3, then cold: too many calls break it",
  possible: (second) => USUAL * Math.min(1, atBest(OUTAGE, second) / BUSY.callsPerSecond),
  dependency: () => comingBack({ ...OUTAGE, usual: USUAL, ms: USUAL_MS, deadMs: DEAD_MS }),
};

export const overload: Pattern = {
  ...BUSY,
  name: "overload",
  story: `it answers ${LIMIT} calls a second and refuses the others`,
  possible: () => (USUAL * LIMIT) / BUSY.callsPerSecond,
  dependency: () => refusing(LIMIT, USUAL, USUAL_MS),
};

export const patterns: readonly Pattern[] = [
  healthy,
  oneBadBackend,
  flaky,
  flakier,
  fewCalls,
  brownOut,
  outage,
  recovery,
  overload,
];

/** One whose calls succeed or fail whatever else is sent. */
function failing(
  possible: (second: number) => number,
  ms: (second: number) => number = () => USUAL_MS,
): Pick<Pattern, "possible" | "dependency"> {
  const dependency: Dependency = {
    answer: (second, luck, spread) => ({
      isGood: luck < possible(second),
      ms: Math.round(ms(second) * (0.5 + spread)),
    }),
  };
  return { possible, dependency: () => dependency };
}

/** How deep the brown-out is, 0 to 1. */
function depth(second: number): number {
  const minute = second / 60;
  return Math.max(0, Math.min(1, (minute - 1) / 3, (8 - minute) / 3));
}

function isWithin(second: number, from: number, until: number): boolean {
  return second >= from * 60 && second < until * 60;
}
