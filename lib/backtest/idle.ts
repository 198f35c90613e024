import { opensBy } from "../breaker/index.ts";
import { mayThrottle } from "./rates.ts";
import { type Moment, SECOND_MS } from "./second.ts";
import type { Trial } from "./trial.ts";
import { heldBefore } from "./window.ts";
import type { ClosedWorld } from "./world.ts";

/**
 * Until when, in the time before a second in which no call ended, a circuit may have let through only a share of them. A
 * call that ends later may have begun then: what the window holds by its end says nothing of that.
 */
export function throttledWhileIdle({ past, policy }: Trial, { counted }: ClosedWorld, moment: Moment): number {
  if (!opensBy(policy, "adaptive")) return Number.NEGATIVE_INFINITY;
  const start = past.overBefore(moment.index);
  const end = moment.start;
  if (start === Number.NEGATIVE_INFINITY || start >= end) return Number.NEGATIVE_INFINITY;
  const held = heldBefore(past, policy, { ...moment, start, end }, counted, 0);
  if (!mayThrottle(policy, held)) return Number.NEGATIVE_INFINITY;
  // By then a window of seconds holds no failure any more.
  const emptyAt = policy.window_calls === null ? start + policy.window_seconds * SECOND_MS : end;
  return Math.min(end, emptyAt) - 1;
}
