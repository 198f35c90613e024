import type { Policy } from "../policy.ts";
import type { RateFigures, RateVerdict, WindowSpan } from "../verdict.ts";
import type { Counts } from "../window/window.ts";

/** A strategy that judges the window: the verdict where its limit is reached, else null. */
export type RateStrategy = (counts: Counts, policy: Policy) => RateVerdict | null;

/** Calls from which on a rate is judged: a window of calls that is shorter than the minimum is judged when it is full. */
export function minimumCalls({ minimum_calls, window_calls }: Policy): number {
  return window_calls === null ? minimum_calls : Math.min(minimum_calls, window_calls);
}

/** The figures of a verdict, with the counts as they are now. */
export function rateVerdict<By extends RateVerdict["by"]>(
  by: By,
  { calls, failures, slow }: Counts,
  policy: Policy,
  measured: { readonly rate: number; readonly limit: number },
): RateFigures<By> {
  return { by, ...measured, calls, failures, slow, ...spanOf(policy) };
}

function spanOf({ window_seconds, window_calls }: Policy): WindowSpan {
  return window_calls === null
    ? { windowSeconds: window_seconds, windowCalls: null }
    : { windowSeconds: null, windowCalls: window_calls };
}
