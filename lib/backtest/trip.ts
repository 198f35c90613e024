import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import type { Range } from "./range.ts";
import { failuresOfFirst, judgedIn } from "./second.ts";
import type { Cause } from "./world.ts";

/** What may open a closed circuit within a second. */
export interface Trip {
  /** Whether it does, whatever is not known. */
  readonly isCertain: boolean;
  readonly by: readonly Cause[];
  /** With which of the second's judged calls, counted from 1. */
  readonly call: Range;
  /** How many of those after it succeeded. */
  readonly succeededAfter: Range;
}

/** With any call of a second, as far as anybody knows. */
export function someTrip(by: readonly Cause[], second: RecordedSecond, isCertain = false): Trip {
  const call = { least: 1, most: judgedIn(second) };
  return { isCertain, by, call, succeededAfter: succeededAfter(second, call) };
}

/** How many of the calls after this one can have succeeded. */
export function succeededAfter(second: RecordedSecond, call: Range): Range {
  return {
    least: second.successes - call.most + failuresOfFirst(second, call.most).least,
    most: second.successes - call.least + failuresOfFirst(second, call.least).most,
  };
}

/** Whichever of the two comes first. */
export function firstTrip(one: Trip | null, other: Trip | null, second: RecordedSecond): Trip | null {
  if (one === null || other === null) return one ?? other;
  if (one.isCertain && other.call.least > one.call.most) return one;
  if (other.isCertain && one.call.least > other.call.most) return other;
  const latest = [one, other].filter(({ isCertain }) => isCertain).map(({ call }) => call.most);
  const call = {
    least: Math.min(one.call.least, other.call.least),
    most: latest.length > 0 ? Math.min(...latest) : Math.max(one.call.most, other.call.most),
  };
  return {
    isCertain: latest.length > 0,
    by: [...one.by, ...other.by],
    call,
    succeededAfter: succeededAfter(second, call),
  };
}
