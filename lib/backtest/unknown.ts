import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import { executedIn, SECOND_MS } from "./second.ts";

/** A time in which the circuit itself refused calls: nobody knows what would have become of them. */
export interface UnknownPeriod {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  /** Calls that it refused. */
  readonly rejected: number;
}

/** The times in which the circuit refused calls, oldest first. One goes on as long as no call was made in between. */
export function unknownPeriods(seconds: readonly RecordedSecond[]): UnknownPeriod[] {
  const periods: UnknownPeriod[] = [];
  let isGoingOn = false;
  for (const second of seconds) {
    const from = second.second * SECOND_MS;
    const until = from + SECOND_MS;
    const last = periods.at(-1);
    if (second.rejected === 0) {
      if (executedIn(second) > 0) isGoingOn = false;
    } else if (last !== undefined && (isGoingOn || last.until === from)) {
      periods[periods.length - 1] = { from: last.from, until, rejected: last.rejected + second.rejected };
      isGoingOn = executedIn(second) === 0;
    } else {
      periods.push({ from, until, rejected: second.rejected });
      isGoingOn = true;
    }
  }
  return periods;
}
