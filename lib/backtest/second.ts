import { slowerCalls } from "../telemetry/latency-counts.ts";
import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import { between, exactly, type Range, ZERO } from "./range.ts";

export const SECOND_MS = 1000;

/** One recorded second of the replay. */
export interface Moment {
  readonly second: RecordedSecond;
  /** Its place in the record. */
  readonly index: number;
  /** When it begins, and when the next one does, in milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** Whether it lies in the period that is asked about. */
  readonly isAsked: boolean;
}

/** Executions that say something about the dependency. */
export function judgedIn({ successes, failures }: RecordedSecond): number {
  return successes + failures;
}

/** Executions that ran. */
export function executedIn(second: RecordedSecond): number {
  return judgedIn(second) + second.ignored;
}

/** How many of its executions may have begun before an instant. */
export function begunBeforeAtMost({ second, start }: Moment, instant: number): number {
  if (instant > start) return executedIn(second);
  if (second.carried === 0 || instant === Number.NEGATIVE_INFINITY) return 0;
  // How long ignored ones took is not on record.
  return Math.min(second.carried, slowerCalls(second.latency, start - instant).most + second.ignored);
}

/** How many of its judged executions have begun before an instant whatever happened. */
export function begunBeforeAtLeast({ second, end }: Moment, instant: number): number {
  return slowerCalls(second.latency, end - instant).least;
}

/** How many of its judged executions are slow by this limit; none where there is none. */
export function slowIn({ latency, slow }: RecordedSecond, limitMs: number | null): Range {
  if (limitMs === null) return ZERO;
  if (slow?.ms === limitMs) return exactly(slow.calls);
  const { least, most } = slowerCalls(latency, limitMs);
  if (slow === null) return { least, most };
  return slow.ms < limitMs ? { least, most: Math.min(most, slow.calls) } : { least: Math.max(least, slow.calls), most };
}

/** How many of its successes are slow. */
export function slowSuccessesIn(second: RecordedSecond, limitMs: number | null): Range {
  const slow = slowIn(second, limitMs);
  return between(slow.least - second.failures, Math.min(second.successes, slow.most));
}

/** How many of a second's first calls failed: known where its runs of failures begin and end it. */
export function failuresOfFirst({ successes, failures, lead, trail }: RecordedSecond, calls: number): Range {
  const rest = successes + failures - calls;
  return {
    least: Math.max(calls - successes, Math.min(calls, lead)),
    most: Math.min(failures - Math.min(trail, rest), calls <= lead ? calls : calls - 1),
  };
}
