import { mayOpen, mayThrottle, mustOpen } from "./rates.ts";
import { judgedIn, type Moment, slowIn } from "./second.ts";
import type { Trial } from "./trial.ts";
import { someTrip, succeededAfter, type Trip } from "./trip.ts";
import { type CountedFrom, type Held, heldBefore, heldWith } from "./window.ts";
import type { Cause, ClosedWorld } from "./world.ts";

/** Calls of a second that are looked at one by one. Of more, it is known only whether one of them opens the circuit. */
const LOOKED_AT = 500;

/** What the rates come to within a second. */
export interface RateFinding {
  readonly trip: Trip | null;
  /** Whether only a share of the calls may have been let through before that. */
  readonly throttles: boolean;
}

const NOTHING: RateFinding = { trip: null, throttles: false };

/**
 * What the strategies that judge a window make of a second.
 * @param lost how many of its calls may not count
 */
export function rateTrip(trial: Trial, world: ClosedWorld, moment: Moment, lost: number): RateFinding {
  const { policy, rates } = trial;
  const calls = judgedIn(moment.second);
  if (rates.length === 0 || calls === 0) return NOTHING;
  const anyTime = heldAtAnyTime(trial, world.counted, moment);
  const by = mayOpen(rates, policy, anyTime);
  const throttles = mayThrottle(policy, anyTime);
  if (by.length === 0 && !throttles) return NOTHING;
  if (lost === 0 && calls <= LOOKED_AT) return callByCall(trial, world, moment);
  const isCertain = lost === 0 && !throttles && mustOpen(rates, policy, heldAfter(trial, world, moment, calls));
  return { trip: by.length === 0 ? null : someTrip(by, moment.second, isCertain), throttles };
}

function callByCall(trial: Trial, world: ClosedWorld, moment: Moment): RateFinding {
  const { policy, rates, past } = trial;
  const { second } = moment;
  const calls = judgedIn(second);
  const by = new Set<Cause>();
  let first = 0;
  const found = (last: number, isCertain: boolean): Trip | null => {
    if (first === 0) return null;
    const call = { least: first, most: last };
    return { isCertain, by: [...by], call, succeededAfter: succeededAfter(second, call) };
  };
  if (mayThrottle(policy, heldBefore(past, policy, moment, world.counted, 0))) return { trip: null, throttles: true };
  for (let call = 1; call <= calls; call += 1) {
    const held = heldAfter(trial, world, moment, call);
    for (const cause of mayOpen(rates, policy, held)) by.add(cause);
    if (by.size > 0 && first === 0) first = call;
    if (mustOpen(rates, policy, held)) return { trip: found(call, true), throttles: false };
    if (mayThrottle(policy, held)) return { trip: found(calls, false), throttles: true };
  }
  return { trip: found(calls, false), throttles: false };
}

function heldAfter({ past, policy }: Trial, { counted }: ClosedWorld, moment: Moment, calls: number): Held {
  return heldWith(heldBefore(past, policy, moment, counted, calls), policy, moment, calls);
}

/** What the window may hold at one time or another within the second. */
export function heldAtAnyTime({ past, policy, slowFrom }: Trial, counted: CountedFrom, moment: Moment): Held {
  const { second } = moment;
  const calls = judgedIn(second);
  const first = heldBefore(past, policy, moment, counted, 0);
  const last = policy.window_calls === null ? first : heldBefore(past, policy, moment, counted, calls);
  const rising = (before: keyof Held, most: number) => ({
    least: last[before].least,
    most: first[before].most + most,
  });
  return {
    calls: rising("calls", calls),
    successes: rising("successes", second.successes),
    failures: rising("failures", second.failures),
    slow: rising("slow", slowIn(second, slowFrom).most),
  };
}
