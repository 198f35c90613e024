import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** WCAG 2.2, 1.4.3 and 1.4.11. */
const TEXT = 4.5;
const GRAPHICS = 3;

const GROUNDS = ["canvas", "surface", "raised", "hover"];
const TONES = ["ok", "bad", "warn", "stale"];

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const colour = (name: string) => {
    const token = tokens.get(name);
    if (token === undefined) throw new Error(`globals.css has no token ${name}`);
    return token[theme];
  };
  const least = (pairs: readonly (readonly [string, string])[], ratio: number) => {
    const tooClose = pairs
      .map(([front, back]) => ({ front, back, ratio: contrast(colour(front), colour(back)) }))
      .filter((pair) => pair.ratio < ratio)
      .map((pair) => `${pair.front} on ${pair.back}: ${pair.ratio.toFixed(2)}`);
    expect(tooClose).toEqual([]);
  };
  const each = (fronts: readonly string[], backs: readonly string[]) =>
    fronts.flatMap((front) => backs.map((back) => [front, back] as const));

  it("text can be read on every ground", () => {
    least(each(["ink", "muted", "faint", "accent"], GROUNDS), TEXT);
  });

  it("a state's word can be read on every ground, and on its own", () => {
    least(each(TONES, GROUNDS), TEXT);
    least(
      [...TONES, "accent"].map((tone) => [tone, `${tone}-soft`] as const),
      TEXT,
    );
    least(
      each(
        ["ink", "muted"],
        [...TONES, "accent"].map((tone) => `${tone}-soft`),
      ),
      TEXT,
    );
  });

  it("what is written on a filled button can be read", () => {
    least(
      [
        ["on-accent", "accent-fill"],
        ["on-bad", "bad-fill"],
        ["on-warn", "warn-mark"],
      ],
      TEXT,
    );
  });

  it("a state's shape, a control's border and the focus stand out", () => {
    least(each(["ok-mark", "bad-mark", "warn-mark", "stale", "edge", "focus"], GROUNDS), GRAPHICS);
    least(each(["accent-fill"], ["canvas", "surface", "raised"]), GRAPHICS);
  });
});

function contrast(a: string, b: string): number {
  const [bright = 0, dim = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (bright + 0.05) / (dim + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
