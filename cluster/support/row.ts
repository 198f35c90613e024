/** How much a run does: all that the table promises, or as much as a test has time for. */
export type Size = "full" | "short";

/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly toReach: string;
  readonly got: string;
  readonly ok: boolean;
  /** It tells how fast something was; on a machine that others use as well it may miss what it should reach. */
  readonly isTiming?: boolean;
}

/** A trial of a fleet: says what came of it, one line or several. */
export interface Row {
  readonly name: string;
  run(size: Size): Promise<readonly Line[]>;
}

/** Milliseconds, in a form to read. */
export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;
}

/** The value that a share `p` of them does not exceed. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** Waits until `isTrue`; looks every few milliseconds, and gives up with an error that says what was waited for. */
export async function until(what: string, isTrue: () => unknown, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
