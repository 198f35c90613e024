import { opensBy, type Policy } from "../breaker/index.ts";
import { adaptive, adaptiveShare } from "../breaker/strategies/adaptive.ts";
import { failureRate } from "../breaker/strategies/failure-rate.ts";
import { minimumCalls, type RateStrategy } from "../breaker/strategies/rate.ts";
import { slowCallRate } from "../breaker/strategies/slow-call-rate.ts";
import type { Held } from "./window.ts";
import type { Cause } from "./world.ts";

/** A strategy that judges a window, and whether it goes by failures or by slow calls. */
export interface Rate {
  readonly by: Cause;
  readonly judge: RateStrategy;
  readonly goesBy: "failures" | "slow";
}

const FAILURE_RATE: Rate = { by: "failure_rate", judge: failureRate, goesBy: "failures" };
const SLOW_CALL_RATE: Rate = { by: "slow_call_rate", judge: slowCallRate, goesBy: "slow" };
const ADAPTIVE: Rate = { by: "adaptive", judge: adaptive, goesBy: "failures" };

/** The strategies of a policy that judge a window. */
export function ratesOf(policy: Policy): readonly Rate[] {
  return [
    ...(opensBy(policy, "failure_rate") ? [FAILURE_RATE] : []),
    ...(policy.slow_call_seconds === null ? [] : [SLOW_CALL_RATE]),
    ...(opensBy(policy, "adaptive") ? [ADAPTIVE] : []),
  ];
}

/** Which of the rates may open a circuit whose window holds this. */
export function mayOpen(rates: readonly Rate[], policy: Policy, held: Held): Cause[] {
  if (held.calls.most < minimumCalls(policy)) return [];
  return rates.filter(({ judge, goesBy }) => judge(worst(policy, held, goesBy), policy) !== null).map(({ by }) => by);
}

/** Whether one of the rates opens it whatever the window holds of what it may hold. */
export function mustOpen(rates: readonly Rate[], policy: Policy, held: Held): boolean {
  if (held.calls.least < minimumCalls(policy)) return false;
  return rates.some(({ judge, goesBy }) => judge(best(held, goesBy), policy) !== null);
}

/** Whether it may let through only a share of its calls. */
export function mayThrottle(policy: Policy, held: Held): boolean {
  if (!opensBy(policy, "adaptive") || held.calls.most < minimumCalls(policy)) return false;
  return adaptiveShare(worst(policy, held, "failures"), policy) < 1;
}

/** The counts that speak most for opening. Below the minimum nothing is judged, so that there are as many calls at least. */
function worst(policy: Policy, { calls, successes, failures, slow }: Held, goesBy: Rate["goesBy"]) {
  const minimum = minimumCalls(policy);
  return goesBy === "failures"
    ? { calls: Math.max(minimum, failures.most + successes.least), failures: failures.most, slow: 0 }
    : { calls: Math.max(minimum, calls.least, slow.most), failures: 0, slow: slow.most };
}

/** The counts that speak least for it. */
function best({ calls, successes, failures, slow }: Held, goesBy: Rate["goesBy"]) {
  return goesBy === "failures"
    ? { calls: failures.least + successes.most, failures: failures.least, slow: 0 }
    : { calls: calls.most, failures: 0, slow: slow.least };
}
