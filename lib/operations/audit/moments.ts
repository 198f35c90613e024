import { invalid } from "../field-errors.ts";

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

interface Times {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The range that is asked for, in milliseconds since the epoch.
 * @throws OperationError where it ends before it begins
 */
export function momentsOf({ since, until }: Times, now: number): { since?: number; until?: number } {
  const from = since === undefined ? undefined : momentOf(since, now);
  const to = until === undefined ? undefined : momentOf(until, now);
  if (from !== undefined && to !== undefined && from > to) {
    throw invalid([{ field: "until", message: "is before `since`" }]);
  }
  return { ...(from === undefined ? {} : { since: from }), ...(to === undefined ? {} : { until: to }) };
}

function momentOf(text: string, now: number): number {
  const unit = UNITS[text.at(-1) ?? ""];
  return unit === undefined ? Date.parse(text) : now - Number.parseInt(text, 10) * unit;
}
