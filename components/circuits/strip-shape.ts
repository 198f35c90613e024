import { counted } from "@/lib/client/format.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import { ACTIVITY_MINUTES } from "@/lib/contracts/lists.ts";

export type Strip = Pick<CircuitActivity, "states" | "calls" | "failures" | "rejected">;

/** In units of the drawing. */
export const STRIP_HEIGHT = 24;
const STEP = 4;
const BAR = 3;
export const STRIP_WIDTH = ACTIVITY_MINUTES * STEP - (STEP - BAR);

/** One path for each colour, so that a strip is four elements and not sixty. */
export interface StripPaths {
  readonly closed: string;
  readonly open: string;
  readonly halfOpen: string;
  readonly absent: string;
  readonly failures: string;
}

/**
 * The last hour as bars. A minute's height tells its state too, for whoever does not see colours: closed is low, by
 * its calls; half-open is half; open is tall, by what was refused. Failures of a minute that stayed closed stand on
 * top of it.
 */
export function stripPaths({ states, calls, failures, rejected }: Strip): StripPaths {
  const most = { calls: Math.max(1, ...calls), failures: Math.max(1, ...failures), rejected: Math.max(1, ...rejected) };
  const paths = { closed: "", open: "", halfOpen: "", absent: "", failures: "" };
  for (let minute = 0; minute < ACTIVITY_MINUTES; minute++) {
    const failed = failures[minute] ?? 0;
    switch (states[minute]) {
      case "o":
        paths.open += bar(minute, 0, 0.7 + 0.3 * ((rejected[minute] ?? 0) / most.rejected));
        break;
      case "h":
        paths.halfOpen += bar(minute, 0, 0.5);
        break;
      case "c": {
        const base = 0.16 + 0.2 * ((calls[minute] ?? 0) / most.calls);
        paths.closed += bar(minute, 0, base);
        if (failed > 0) paths.failures += bar(minute, base, 0.14 + 0.3 * (failed / most.failures));
        break;
      }
      default:
        paths.absent += bar(minute, 0, 0.06);
    }
  }
  return paths;
}

/** What the strip shows, in words. */
export function stripText({ states, calls, failures, rejected }: Strip): string {
  const open = minutesIn(states, "o");
  const halfOpen = minutesIn(states, "h");
  const parts = [
    open + halfOpen === 0 ? "closed throughout" : null,
    open > 0 ? `open in ${counted(open, "minute")}` : null,
    halfOpen > 0 ? `half-open in ${counted(halfOpen, "minute")}` : null,
    counted(sum(calls), "call"),
    counted(sum(failures), "failure"),
    sum(rejected) > 0 ? `${counted(sum(rejected), "call")} refused` : null,
  ];
  return `Last hour: ${parts.filter((part) => part !== null).join(", ")}`;
}

function bar(minute: number, from: number, height: number): string {
  const bottom = STRIP_HEIGHT * (1 - from);
  const top = Math.max(0, bottom - STRIP_HEIGHT * height);
  const left = minute * STEP;
  return `M${left} ${round(bottom)}V${round(top)}h${BAR}V${round(bottom)}z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function minutesIn(states: string, letter: string): number {
  return [...states].filter((each) => each === letter).length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
