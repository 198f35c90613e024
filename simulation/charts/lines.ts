import type { Series } from "../series.ts";
import { STYLE } from "./style.ts";
import { element, headline, picture, polyline, text } from "./svg.ts";

const WIDTH = 920;
const LEFT = 64;
const RIGHT = 150;
const TOP = 66;
const PLOT = 130;
const PLOT_TOP = 34;
const PANEL = PLOT_TOP + PLOT + 40;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
/** Between the middles of two names below each other. */
const NAME_HEIGHT = 19;

/** A line with its name at its end. */
export interface Line {
  readonly name: string;
  readonly colour: "blue" | "orange" | "green" | "purple";
  readonly series: Series;
}

/** Lines over the minutes of a trial, above an area of what would have been possible. */
export interface Panel {
  readonly title: string;
  readonly story: string;
  readonly area: { readonly name: string; readonly series: Series };
  readonly lines: readonly Line[];
}

/** What the heights mean. */
export interface Scale {
  readonly label: string;
  readonly most: number;
  readonly ticks: readonly number[];
}

/** Panels below each other, with one scale. */
export function lines(title: string, description: string, scale: Scale, panels: readonly Panel[]): string {
  const height = TOP + panels.length * PANEL + 6;
  const heads = [text(24, 34, "head", title), text(24, 54, "faint", scale.label)];
  const drawn = panels.map((panel, at) =>
    element("g", { transform: `translate(${LEFT} ${TOP + at * PANEL})` }, ...drawPanel(panel, scale)),
  );
  return picture({ width: WIDTH, height, title, description }, STYLE, ...heads, ...drawn);
}

function drawPanel({ title, story, area, lines: drawn }: Panel, scale: Scale): readonly string[] {
  const seconds = area.series.length;
  const x = (second: number) => (PLOT_WIDTH * second) / seconds;
  const y = (figure: number) => PLOT_TOP + PLOT * (1 - Math.min(scale.most, figure) / scale.most);
  const points = (series: Series) => series.map((figure, second) => [x(second), y(figure)] as const);
  const names = [...drawn, { ...area, colour: "faint" }];
  const heights = apart(names.map(({ series }) => y(series.at(-1)!)));
  return [
    headline(-40, 18, title, story),
    polyline([[0, y(0)], ...points(area.series), [x(seconds - 1), y(0)]], "area"),
    ...scale.ticks.flatMap((tick) => [
      element("line", { class: "rule", x1: 0, x2: PLOT_WIDTH, y1: y(tick), y2: y(tick) }),
      text(-8, y(tick) + 4, "faint", String(tick), "end"),
    ]),
    ...minutes(seconds).map((minute) => {
      return text(x(minute * 60), y(0) + 18, "faint", minute === 0 ? "minute 0" : String(minute), "middle");
    }),
    ...drawn.map(({ colour, series }) => polyline(points(series), `line line-${colour}`)),
    ...names.map(({ name, colour }, at) => text(PLOT_WIDTH + 10, heights[at]! + 4, colour, name)),
  ];
}

/** Heights that are as near to those wanted as names can stand below each other within the plot. */
function apart(wanted: readonly number[]): readonly number[] {
  const heights = [...wanted];
  const downwards = wanted.map((_, at) => at).sort((a, b) => wanted[a]! - wanted[b]!);
  let highest = Number.NEGATIVE_INFINITY;
  for (const at of downwards) {
    heights[at] = Math.max(wanted[at]!, highest);
    highest = heights[at] + NAME_HEIGHT;
  }
  let lowest = PLOT_TOP + PLOT;
  for (const at of downwards.reverse()) {
    heights[at] = Math.min(heights[at]!, lowest);
    lowest = heights[at] - NAME_HEIGHT;
  }
  return heights;
}

function minutes(seconds: number): readonly number[] {
  return Array.from({ length: seconds / 60 + 1 }, (_, minute) => minute);
}
