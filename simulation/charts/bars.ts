import type { Score } from "../contest.ts";
import { distinct, find, shown } from "../table.ts";
import { STYLE } from "./style.ts";
import { element, picture, text } from "./svg.ts";

const MARGIN = 24;
const TOP = 108;
const COLUMNS = 2;
const GAP = 40;
const PANEL_WIDTH = 416;
const HEAD = 48;
const ROW = 21;
const BAR = 12;
/** Where the two bars of a row begin, and their length at 100 %. */
const BARS = { good: 160, bad: 294, length: 80 } as const;

/** A panel for each pattern: for each contestant a bar of the good calls it let through, and one of the bad it sent. */
export function bars(scores: readonly Score[], stories: ReadonlyMap<string, string>): string {
  const patterns = distinct(scores.map(({ pattern }) => pattern));
  const contestants = distinct(scores.map(({ contestant }) => contestant));
  const panelHeight = HEAD + contestants.length * ROW + 26;
  const height = TOP + Math.ceil(patterns.length / COLUMNS) * panelHeight + 8;
  const width = 2 * MARGIN + COLUMNS * PANEL_WIDTH + GAP;
  const panels = patterns.map((pattern, at) => {
    const x = MARGIN + (at % COLUMNS) * (PANEL_WIDTH + GAP);
    const y = TOP + Math.floor(at / COLUMNS) * panelHeight;
    const rows = contestants.map((name, row) => bar(find(scores, pattern, name), HEAD + row * ROW));
    const heads = [text(0, 14, "head", pattern), text(0, 33, "faint", stories.get(pattern) ?? "")];
    return element("g", { transform: `translate(${x} ${y})` }, ...heads, ...rows);
  });
  const title = "Good calls let through, bad calls sent";
  const legend = [
    text(MARGIN, 34, "head", title),
    ...key(50, "blue", "good calls let through, % of those that could be answered well: more is better"),
    ...key(72, "orange", "bad calls sent, % of those sent without a breaker: less is better"),
  ];
  const description = "Bars for each strategy under each failure pattern; the figures are in the table of the page.";
  return picture({ width, height, title, description }, STYLE, ...legend, ...panels);
}

function key(y: number, colour: string, meaning: string): readonly string[] {
  return [
    element("rect", { class: colour, x: MARGIN, y, width: BAR, height: BAR }),
    text(MARGIN + BAR + 8, y + BAR - 1, "", meaning),
  ];
}

function bar({ contestant, good, bad }: Score, y: number): string {
  return [
    text(0, y + BAR - 1, "", contestant),
    ...one(BARS.good, y, "blue", good.mean),
    ...one(BARS.bad, y, "orange", bad.mean),
  ].join("");
}

function one(x: number, y: number, colour: string, perCent: number): readonly string[] {
  return [
    element("rect", { class: "track", x, y, width: BARS.length, height: BAR }),
    element("rect", { class: colour, x, y, width: (BARS.length * Math.min(100, perCent)) / 100, height: BAR }),
    text(x + BARS.length + 6, y + BAR - 1, colour, shown(perCent)),
  ];
}
