import { type RateStrategy, rateVerdict } from "./rate.ts";

/** Opens where at least `slow_call_rate` of the window's calls took `slow_call_seconds` or longer, good ones too. */
export const slowCallRate: RateStrategy = (counts, policy) => {
  const rate = counts.slow / counts.calls;
  const limit = policy.slow_call_rate;
  return rate >= limit ? rateVerdict("slow_call_rate", counts, policy, { rate, limit }) : null;
};
