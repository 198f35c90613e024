import type { HistoryRange } from "../../contracts/history.ts";

const MINUTE_MS = 60_000;

interface Range {
  readonly stepMs: number;
  readonly steps: number;
}

const RANGES: Readonly<Record<HistoryRange, Range>> = {
  "1h": { stepMs: MINUTE_MS, steps: 60 },
  "24h": { stepMs: 15 * MINUTE_MS, steps: 96 },
  "7d": { stepMs: 60 * MINUTE_MS, steps: 168 },
};

/** The steps of a range that ends at `now`, in the step that is not over: each begins at a whole multiple of its length. */
export function stepsOf(range: HistoryRange, now: number): Range & { readonly from: number } {
  const { stepMs, steps } = RANGES[range];
  return { stepMs, steps, from: (Math.floor(now / stepMs) - steps + 1) * stepMs };
}
