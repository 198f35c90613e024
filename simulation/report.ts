import type { Score, Spread } from "./contest.ts";
import { distinct, shown } from "./table.ts";

/** Scores as lines for people, a block for each pattern. */
export function report(title: string, scores: readonly Score[]): string {
  const width = Math.max(...scores.map(({ contestant }) => contestant.length));
  const blocks = distinct(scores.map(({ pattern }) => pattern)).map((pattern) => {
    const rows = scores
      .filter((each) => each.pattern === pattern)
      .map(
        ({ contestant, good, bad, badCalls }) =>
          `  ${contestant.padEnd(width)}  ${figure(good)}  ${figure(bad)}  ${String(badCalls).padStart(6)}`,
      );
    return [pattern, ...rows].join("\n");
  });
  const heads = `  ${"".padEnd(width)}  ${"good, %".padEnd(19)}  ${"bad, %".padEnd(19)}  ${"bad calls".padStart(6)}`;
  return [title, heads, ...blocks, ""].join("\n");
}

function figure({ mean, least, most }: Spread): string {
  return `${shown(mean).padStart(5)} ${`(${shown(least)} to ${shown(most)})`.padEnd(13)}`;
}
