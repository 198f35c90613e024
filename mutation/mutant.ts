import type { Position, Report, ReportedFile, ReportedMutant } from "./report-format.ts";

/** What tells a mutant from all others, and goes on doing so when other lines of its file change. */
export interface Identity {
  readonly file: string;
  /** The text of the line on which it begins, without the space around it. */
  readonly line: string;
  readonly mutator: string;
  /** The code that it changes, and what to; runs of white space are one space here. */
  readonly original: string;
  readonly replacement: string;
  /** Which one it is, from 1, of those in the file that have all this in common; 1 where it is left out. */
  readonly nth?: number;
}

export interface Mutant extends Identity {
  readonly lineNumber: number;
  readonly reported: ReportedMutant;
}

/** The mutants of `files`, in the order of their places. */
export function mutantsOf(report: Report, files: readonly string[]): Mutant[] {
  return files.flatMap((name) => {
    const file = report.files[name];
    return file === undefined ? [] : mutantsOfFile(name, file);
  });
}

function mutantsOfFile(name: string, file: ReportedFile): Mutant[] {
  const seen = new Map<string, number>();
  return file.mutants
    .toSorted((a, b) => comparePositions(a.location.start, b.location.start))
    .map((reported) => {
      const mutant = identify(name, file.source, reported);
      const nth = (seen.get(keyOf(mutant)) ?? 0) + 1;
      seen.set(keyOf(mutant), nth);
      return nth === 1 ? mutant : { ...mutant, nth };
    });
}

function identify(file: string, source: string, reported: ReportedMutant): Mutant {
  const { start, end } = reported.location;
  const lines = source.split("\n");
  const covered = lines.slice(start.line - 1, end.line);
  covered[covered.length - 1] = covered.at(-1)?.slice(0, end.column - 1) ?? "";
  covered[0] = covered[0]?.slice(start.column - 1) ?? "";
  return {
    file,
    line: lines[start.line - 1]?.trim() ?? "",
    mutator: reported.mutatorName,
    original: inOneLine(covered.join("\n")),
    replacement: inOneLine(reported.replacement ?? ""),
    lineNumber: start.line,
    reported,
  };
}

/** The same for mutants that are the same. */
export function keyOf({ file, line, mutator, original, replacement, nth = 1 }: Identity): string {
  return JSON.stringify([file, line, mutator, original, replacement, nth]);
}

function inOneLine(code: string): string {
  return code.replaceAll(/\s+/g, " ").trim();
}

function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}
