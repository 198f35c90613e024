import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../lib/breaker/index.ts";
import type { Score } from "../simulation/contest.ts";
import { withFigures } from "../simulation/document.ts";
import type { Pattern } from "../simulation/pattern.ts";
import { outage } from "../simulation/patterns.ts";
import { pictures } from "../simulation/pictures.ts";
import { DOCUMENTED_SEED, type Results, simulate } from "../simulation/programme.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");
const page = read("strategies.md");
const results: Results = JSON.parse(read("simulation/results.json"));

/** What the first run of each came to, by pattern and contestant; of all, or of those under `pattern`. */
function firstRuns(scores: readonly Score[], under?: Pattern) {
  return scores
    .filter(({ pattern }) => under === undefined || pattern === under.name)
    .map(({ pattern, contestant, first }) => ({ pattern, contestant, first }));
}

/** Each says the same: `npm run simulate` writes them anew. */
describe("the page on strategies", () => {
  let again: Results;
  beforeAll(() => {
    again = simulate(DOCUMENTED_SEED, 1, [outage]);
  });

  it("has the figures of the circuits as they are", () => {
    expect(firstRuns(results.contest)).toEqual(firstRuns(again.contest));
    expect(firstRuns(results.tuning, outage)).toEqual(firstRuns(again.tuning));
    expect(firstRuns(results.ramp)).toEqual(firstRuns(again.ramp));
  });

  it("has the figures of the run that is kept", () => {
    expect(results.seed).toBe(DOCUMENTED_SEED);
    expect(withFigures(page, results)).toBe(page);
  });

  it("has the pictures of that run", () => {
    const drawn = pictures(results);
    expect([...drawn].filter(([name, picture]) => read(`simulation/${name}`) !== picture)).toEqual([]);
  });

  it("has the defaults of the policy", () => {
    const shown = [...page.matchAll(/^\| `([a-z_.]+)` +\| ([^ ]+) +\|/gm)].map(([, field, value]) => [field, value]);
    const defaults = shown.map(([field]) => [field, written(field!.split("."))]);
    expect(shown.length).toBe(19);
    expect(shown).toEqual(defaults);
  });
});

function written(path: readonly string[]): string {
  const value = path.reduce<unknown>((within, name) => (within as Record<string, unknown>)[name], DEFAULT_POLICY);
  return typeof value === "string" ? `\`"${value}"\`` : String(value);
}
