import type { Policy } from "./policy.ts";

/** Whether a call that took so many milliseconds is slow by this policy. */
export function isSlow(policy: Pick<Policy, "slow_call_seconds">, ms: number): boolean {
  return policy.slow_call_seconds !== null && ms >= policy.slow_call_seconds * 1000;
}

/** What a slow call that succeeded is remembered as. */
export function slowness(ms: number): { readonly message: string; readonly group: "slow" } {
  return { message: `slow: took ${Number((ms / 1000).toPrecision(3))} s`, group: "slow" };
}
