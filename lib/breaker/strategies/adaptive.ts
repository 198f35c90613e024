import type { Policy } from "../policy.ts";
import type { Counts } from "../window/window.ts";
import { minimumCalls, type RateStrategy, rateVerdict } from "./rate.ts";

/** Opens where fewer than `adaptive.open_below` of the window's calls succeeded. */
export const adaptive: RateStrategy = (counts, policy) => {
  const rate = successRate(counts);
  const limit = policy.adaptive.open_below;
  return rate < limit ? rateVerdict("adaptive", counts, policy, { rate, limit }) : null;
};

/**
 * The share of calls to let through, `clamp(floor, 1, multiplier × success rate)`. The rate is that of the calls that
 * were sent: the rule of "Handling Overload" (Site Reliability Engineering, chapter 21) divides by all requests, its
 * own rejections among them, and so takes each rejection for another failure.
 */
export function adaptiveShare(counts: Counts, policy: Policy): number {
  if (counts.calls < minimumCalls(policy)) return 1;
  const { multiplier, floor } = policy.adaptive;
  return Math.min(1, Math.max(floor, multiplier * successRate(counts)));
}

function successRate({ calls, failures }: Counts): number {
  return (calls - failures) / calls;
}
