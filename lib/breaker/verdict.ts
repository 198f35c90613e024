import type { Counts } from "./window/window.ts";

/** What a rate was taken of: the last seconds, or the last calls. */
export type WindowSpan =
  | { readonly windowSeconds: number; readonly windowCalls: null }
  | { readonly windowSeconds: null; readonly windowCalls: number };

/** What a strategy found in the window. Rates are shares, 0 to 1. */
export type RateFigures<By extends string> = Counts &
  WindowSpan & {
    readonly by: By;
    /** What was measured: the share of failed or slow calls; for `adaptive` that of good ones. */
    readonly rate: number;
    /** The limit that it reached; for `adaptive` fell below. */
    readonly limit: number;
  };

/** A rate over a window that reached its limit. */
export type RateVerdict =
  | RateFigures<"failure_rate">
  /** `slowSeconds`: how long a call took, at the least, that counted as slow. */
  | (RateFigures<"slow_call_rate"> & { readonly slowSeconds: number })
  | RateFigures<"adaptive">;

/** Why a circuit opened: which strategy was met first, and with what figures. */
export type Verdict =
  | RateVerdict
  | { readonly by: "consecutive"; readonly failures: number; readonly limit: number }
  /** A test call failed while half-open. */
  | { readonly by: "probe" };
