import { type RateStrategy, rateVerdict } from "./rate.ts";

/** Opens where at least `failure_rate` of the window's calls failed. */
export const failureRate: RateStrategy = (counts, policy) => {
  const rate = counts.failures / counts.calls;
  const limit = policy.failure_rate;
  return rate >= limit ? rateVerdict("failure_rate", counts, policy, { rate, limit }) : null;
};
