import { type RateStrategy, rateVerdict } from "./rate.ts";

/** Opens where at least `slow_call_rate` of the window's calls took `slow_call_seconds` or longer, good ones too. */
export const slowCallRate: RateStrategy = (counts, policy) => {
  const { slow_call_seconds: slowSeconds, slow_call_rate: limit } = policy;
  const rate = counts.slow / counts.calls;
  if (slowSeconds === null || rate < limit) return null;
  return { ...rateVerdict("slow_call_rate", counts, policy, { rate, limit }), slowSeconds };
};
