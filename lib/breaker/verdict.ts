import type { Counts } from "./window/window.ts";

/** What a rate was taken of: the last seconds, or the last calls. */
export type WindowSpan =
  | { readonly windowSeconds: number; readonly windowCalls: null }
  | { readonly windowSeconds: null; readonly windowCalls: number };

/** A rate over a window that reached its limit. Rates are shares, 0 to 1. */
export type RateVerdict = Counts &
  WindowSpan & {
    readonly by: "failure_rate" | "slow_call_rate" | "adaptive";
    /** What was measured: the share of failed or slow calls; for `adaptive` that of good ones. */
    readonly rate: number;
    /** The limit that it reached; for `adaptive` fell below. */
    readonly limit: number;
  };

/** Why a circuit opened: which strategy was met first, and with what figures. */
export type Verdict =
  | RateVerdict
  | { readonly by: "consecutive"; readonly failures: number; readonly limit: number }
  /** A test call failed while half-open. */
  | { readonly by: "probe" };
