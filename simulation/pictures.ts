import { bars } from "./charts/bars.ts";
import { type Line, lines } from "./charts/lines.ts";
import { adaptive, failureRate, prompt, rampOff, rampOn } from "./contestants.ts";
import type { Contestant } from "./guard.ts";
import type { Pattern } from "./pattern.ts";
import { brownOut, flakier, outage, patterns, recovery } from "./patterns.ts";
import type { Results } from "./programme.ts";
import { answered, possible, type Series, shares } from "./series.ts";
import { sreBook } from "./sre-book.ts";

type Look = Pick<Line, "name" | "colour"> & { readonly by: Contestant };

const STRATEGIES: readonly Look[] = [
  { name: "failure_rate", colour: "orange", by: failureRate },
  { name: "SRE book", colour: "green", by: sreBook },
  { name: "adaptive", colour: "blue", by: adaptive },
];
const PROMPT: Look = { name: "adaptive, wait 30 s", colour: "purple", by: prompt };
const RAMPS: readonly Look[] = [
  { name: rampOff.name, colour: "orange", by: rampOff },
  { name: rampOn.name, colour: "blue", by: rampOn },
];

/** The pictures of the documents, by file name. Those over time show the first run. */
export function pictures({ seed, contest }: Results): ReadonlyMap<string, string> {
  const stories = new Map(patterns.map(({ name, story }) => [name, story]));
  return new Map([
    ["strategies.svg", bars(contest, stories)],
    ["shares.svg", sharesOverTime(seed)],
    ["ramp.svg", rampOverTime(seed)],
  ]);
}

function sharesOverTime(seed: number): string {
  const panel = (pattern: Pattern, looks: readonly Look[]) => ({
    title: pattern.name,
    story: pattern.story,
    area: { name: "calls that succeed", series: inPerCent(possible(pattern)) },
    lines: looks.map(({ by, ...look }) => ({ ...look, series: inPerCent(shares(pattern, by, seed)) })),
  });
  return lines(
    "How much each lets through",
    "The share of calls let through over ten minutes by adaptive, failure_rate and the rule of the SRE book.",
    { label: "share of the calls, %", most: 100, ticks: [0, 50, 100] },
    [panel(flakier, STRATEGIES), panel(brownOut, [...STRATEGIES, PROMPT]), panel(outage, [...STRATEGIES, PROMPT])],
  );
}

function rampOverTime(seed: number): string {
  const panel = {
    title: recovery.name,
    story: recovery.story,
    area: {
      name: "as many as it could",
      series: possible(recovery).map((share) => share * recovery.callsPerSecond),
    },
    lines: RAMPS.map(({ by, ...look }) => ({ ...look, series: answered(recovery, by, seed) })),
  };
  return lines(
    "Coming back with and without a ramp",
    "Calls answered well per second over ten minutes, with and without ramp_seconds.",
    { label: "calls answered well per second", most: 50, ticks: [0, 25, 50] },
    [panel],
  );
}

function inPerCent(series: Series): Series {
  return series.map((share) => 100 * share);
}
