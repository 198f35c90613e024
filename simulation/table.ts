import type { Score } from "./contest.ts";

/** Scores as rows of cells, the first row the heads. */
export type Table = readonly (readonly string[])[];

/** A row for each pattern, a column for each contestant, and in each cell good calls let through / bad calls sent. */
export function byPattern(scores: readonly Score[]): Table {
  const contestants = distinct(scores.map(({ contestant }) => contestant));
  const rows = distinct(scores.map(({ pattern }) => pattern)).map((pattern) => [
    pattern,
    ...contestants.map((contestant) => cell(scores, pattern, contestant)),
  ]);
  return [["%, good / bad", ...contestants], ...rows];
}

/** The same with patterns and contestants changed over. */
export function byContestant(scores: readonly Score[]): Table {
  const patterns = distinct(scores.map(({ pattern }) => pattern));
  const rows = distinct(scores.map(({ contestant }) => contestant)).map((contestant) => [
    contestant,
    ...patterns.map((pattern) => cell(scores, pattern, contestant)),
  ]);
  return [["%, good / bad", ...patterns], ...rows];
}

/** A table in Markdown, its columns as wide as their widest cell. */
export function toMarkdown(table: Table): string {
  const [heads = []] = table;
  const widths = heads.map((_, column) => Math.max(3, ...table.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((text, at) => text.padEnd(widths[at]!)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(heads), rule, ...table.slice(1).map(line)].join("\n");
}

/** @throws Error where nobody has run that */
export function find(scores: readonly Score[], pattern: string, contestant: string): Score {
  const found = scores.find((each) => each.pattern === pattern && each.contestant === contestant);
  if (found === undefined) throw new Error(`no score of ${contestant} under ${pattern}`);
  return found;
}

export function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function cell(scores: readonly Score[], pattern: string, contestant: string): string {
  const { good, bad } = find(scores, pattern, contestant);
  return `${shown(good.mean)} / ${shown(bad.mean)}`;
}

/** Per cent for people: decimals only where they say something. */
export function shown(perCent: number): string {
  return perCent < 10 || (perCent > 99 && perCent < 99.95) ? perCent.toFixed(1) : perCent.toFixed(0);
}
