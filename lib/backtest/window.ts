import type { Policy } from "../breaker/index.ts";
import type { Past, Sums } from "./past.ts";
import { between, exactly, plus, type Range } from "./range.ts";
import { failuresOfFirst, type Moment, SECOND_MS, slowIn } from "./second.ts";

/** As a window of seconds rolls: a tenth of it at a time. */
const BUCKETS = 10;

/** What a window holds, as far as the record tells. */
export interface Held {
  readonly calls: Range;
  readonly successes: Range;
  readonly failures: Range;
  readonly slow: Range;
}

/** From which second on calls may be in the window, and from which on they all are, but for what has grown too old. */
export type CountedFrom = Range;

/**
 * What the window of a closed circuit holds of the time before a second, looked at from within it.
 * @param pushed calls of that second that have come by then; they push old ones out of a window of calls
 */
export function heldBefore(past: Past, policy: Policy, moment: Moment, counted: CountedFrom, pushed: number): Held {
  if (policy.window_calls !== null) {
    return lastCalls(past, policy, counted, moment.index, Math.max(0, policy.window_calls - pushed));
  }
  const { least, most } = cutoff(policy.window_seconds, moment);
  const mayBeIn = past.sums(Math.max(counted.least, past.firstFrom(least - SECOND_MS + 1)), moment.index);
  const isIn = past.sums(Math.max(counted.most, past.firstFrom(most)), moment.index);
  return heldBetween(isIn, mayBeIn);
}

/** The instant from which on calls are in a window of seconds, looked at first and last within a second. */
function cutoff(seconds: number, { start, end }: Moment): Range {
  const width = (seconds * SECOND_MS) / BUCKETS;
  const at = (now: number) => (Math.floor(now / width) - BUCKETS + 1) * width;
  return { least: at(start), most: at(end - 1) };
}

function heldBetween(isIn: Sums, mayBeIn: Sums): Held {
  return {
    calls: { least: isIn.calls, most: mayBeIn.calls },
    successes: { least: isIn.calls - isIn.failures, most: mayBeIn.calls - mayBeIn.failures },
    failures: { least: isIn.failures, most: mayBeIn.failures },
    slow: { least: isIn.slow.least, most: mayBeIn.slow.most },
  };
}

function lastCalls(past: Past, policy: Policy, counted: CountedFrom, index: number, size: number): Held {
  const isIn = past.sums(counted.most, index);
  if (isIn.calls >= size) return newestCalls(past, policy, index, size);
  const held = heldBetween(isIn, past.sums(counted.least, index));
  const room = size - isIn.calls;
  const upTo = ({ least, most }: Range, sure = least) => ({ least, most: Math.min(most, sure + room) });
  return {
    calls: upTo(held.calls),
    successes: upTo(held.successes),
    failures: upTo(held.failures),
    slow: upTo(held.slow, isIn.slow.most),
  };
}

/** So many calls before a second, all of which count: whole seconds, and of the one before them the last calls. */
function newestCalls(past: Past, policy: Policy, index: number, size: number): Held {
  const from = past.firstOfLast(size, index);
  const { calls, failures, slow } = past.sums(from, index);
  const whole: Held = {
    calls: exactly(calls),
    successes: exactly(calls - failures),
    failures: exactly(failures),
    slow,
  };
  const cut = past.seconds[from - 1];
  if (cut === undefined || calls === size) return whole;
  const wanted = size - calls;
  const { successes, trail } = cut;
  const failed =
    wanted <= trail
      ? exactly(wanted)
      : between(Math.max(trail, wanted - successes), Math.min(cut.failures, wanted - 1));
  const slowOnes = slowIn(cut, limitOf(policy));
  const rest = successes + cut.failures - wanted;
  return {
    calls: exactly(size),
    successes: plus(whole.successes, { least: wanted - failed.most, most: wanted - failed.least }),
    failures: plus(whole.failures, failed),
    slow: plus(slow, between(slowOnes.least - rest, Math.min(slowOnes.most, wanted))),
  };
}

/** Milliseconds from which on a call is slow; null where there is no such limit. */
export function limitOf({ slow_call_seconds }: Policy): number | null {
  return slow_call_seconds === null ? null : slow_call_seconds * 1000;
}

/**
 * What a window holds once the first calls of a second have come.
 * @param calls how many have come
 */
export function heldWith(held: Held, policy: Policy, moment: Moment, calls: number): Held {
  const { second } = moment;
  const { successes, failures } = second;
  // Of a window that is shorter than what has come only the last calls are left, which may be any.
  const size = Math.min(calls, policy.window_calls ?? calls);
  const failed = size === calls ? failuresOfFirst(second, calls) : between(size - successes, Math.min(size, failures));
  const slow = slowIn(second, limitOf(policy));
  const rest = successes + failures - size;
  const came: Held = {
    calls: exactly(size),
    successes: { least: size - failed.most, most: size - failed.least },
    failures: failed,
    slow: between(slow.least - rest, Math.min(size, slow.most)),
  };
  const isFleeting = policy.window_calls === null && cutoff(policy.window_seconds, moment).most > moment.start;
  const added = ({ least, most }: Range) => (isFleeting ? { least: 0, most } : { least, most });
  return {
    calls: plus(held.calls, added(came.calls)),
    successes: plus(held.successes, added(came.successes)),
    failures: plus(held.failures, added(came.failures)),
    slow: plus(held.slow, added(came.slow)),
  };
}
