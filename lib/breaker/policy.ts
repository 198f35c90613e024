import * as z from "zod";

/** Failures in a row that open a circuit. */
export const DEFAULT_FAILURE_THRESHOLD = 5;
/** Seconds a circuit stays open before it is half-open. */
export const DEFAULT_RECOVERY_TIMEOUT = 300;
/** Unsettled probes that a half-open circuit admits at a time. */
export const DEFAULT_HALF_OPEN_MAX_CALLS = 3;
/** Probes that must succeed before a half-open circuit closes. */
export const DEFAULT_HALF_OPEN_SUCCESSES = 1;
/** Seconds that one execution may take, retries included. */
export const DEFAULT_TIMEOUT_SECONDS = 30;
/** Calls of a window without which its rates say nothing. */
export const DEFAULT_MINIMUM_CALLS = 10;
/** Seconds that a window reaches back. */
export const DEFAULT_WINDOW_SECONDS = 60;
/** Share of failed calls in a window that opens a circuit. */
export const DEFAULT_FAILURE_RATE = 0.5;
/** Share of slow calls in a window that opens a circuit. */
export const DEFAULT_SLOW_CALL_RATE = 0.5;
/** Seconds that an answer is kept to be given when its circuit is open. */
export const DEFAULT_STALE_IF_OPEN_SECONDS = 3600;
/** Characters of JSON that a fallback may have. */
export const LONGEST_FALLBACK = 16_384;
/** Seconds of the first retry's longest wait; each further one doubles it. */
export const DEFAULT_RETRY_BASE_SECONDS = 0.2;
/** Seconds that no single wait between attempts exceeds. */
export const DEFAULT_RETRY_MAX_SECONDS = 10;

const whole = (least: number, most: number) => z.int().min(least).max(most);
const seconds = (least: number, most: number) => z.number().min(least).max(most);
const share = (least: number) => z.number().min(least).max(1);

/** What can make a closed circuit open. */
export const STRATEGIES = ["consecutive", "failure_rate", "adaptive"] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Whose failures are kept apart. */
export const SCOPES = ["global", "workspace", "credential"] as const;

/** What a caller gets in the place of a rejection. */
export const WHEN_OPEN = ["reject", "fallback", "stale"] as const;

/** Not `z.json()` itself, whose schema of itself no other document can take in. */
const fallback = z.custom<z.core.util.JSONType>(
  (value) => z.json().safeParse(value).success && JSON.stringify(value).length <= LONGEST_FALLBACK,
  "JSON, of 16 kB at most",
);

const strategies = z
  .array(z.enum(STRATEGIES))
  .min(1)
  .refine((named) => new Set(named).size === named.length, "a strategy is named twice");

const retryFields = {
  /** Attempts after the first one; 0 turns retries off. */
  max_retries: whole(0, 10),
  /** Seconds; the longest wait before the first retry. */
  base_seconds: seconds(0, 60),
  /** Seconds; the longest wait before any retry. */
  max_seconds: seconds(0, 300),
  /** Seconds that one attempt may take; null leaves only the execution's budget. */
  attempt_timeout_seconds: seconds(0.01, 3600).nullable(),
};

const adaptiveFields = {
  /** K: how many times the success rate is let through. Above 1, so that a share that has shrunk can grow again. */
  multiplier: z.number().min(1).max(10),
  /** The share of calls that is let through however few succeed. */
  floor: share(0.001),
  /** The success rate below which the circuit opens; 0 never opens it. */
  open_below: share(0),
};

const recoveryBackoffFields = {
  /** What each opening in a row multiplies the wait by; 1 keeps it. */
  factor: z.number().min(1).max(10),
  /** Seconds that no wait exceeds, but for `recovery_timeout` itself. */
  cap_seconds: seconds(0.1, 86_400),
  /** Full jitter: a wait is drawn from all that is shorter than it would be. */
  jitter: z.boolean(),
  /** Seconds closed after which the next opening is a first one again. */
  reset_after_seconds: seconds(0, 604_800),
};

const fields = {
  /** What makes a closed circuit open; of several, what is met first. */
  strategy: z.union([z.enum(STRATEGIES), strategies]),
  failure_threshold: whole(1, 1000),
  /** For `failure_rate`: the share of failed calls in the window that opens. */
  failure_rate: share(0.01),
  /** Calls of the window below which no rate is judged. */
  minimum_calls: whole(1, 100_000),
  /** Seconds that the window reaches back, where `window_calls` is null. */
  window_seconds: seconds(1, 3600),
  /** The window is the last so many calls instead. */
  window_calls: whole(1, 10_000).nullable(),
  /** Seconds from which a call is slow; null judges no call by its duration. */
  slow_call_seconds: seconds(0.001, 3600).nullable(),
  /** The share of slow calls in the window that opens. */
  slow_call_rate: share(0.01),
  recovery_timeout: seconds(0.1, 86_400),
  /** Seconds over which calls are let back in after closing; 0 lets all in at once. */
  ramp_seconds: seconds(0, 3600),
  half_open_max_calls: whole(1, 100),
  half_open_successes: whole(1, 100),
  timeout_seconds: seconds(0.01, 3600),
  cache_ttl_seconds: seconds(0, 86_400),
  /** Whose failures are kept apart. */
  scope: z.enum(SCOPES),
  /** Executions of a node type at a time in one instance; 0 sets no limit. */
  max_concurrent: whole(0, 100_000),
  when_open: z.enum(WHEN_OPEN),
  /** For `fallback`: what is answered. */
  fallback,
  /** For `stale`: seconds that the last good answer is kept. */
  stale_if_open_seconds: seconds(1, 604_800),
};

const groups = {
  adaptive: z.strictObject(adaptiveFields),
  recovery_backoff: z.strictObject(recoveryBackoffFields),
  retry: z.strictObject(retryFields),
};

/** A policy with every field set: what an execution is judged by. */
export const policySchema = z.strictObject({ ...fields, ...groups });

/** What a node type says of its policy; a field it leaves out is inherited. */
export const policyPatchSchema = z
  .strictObject({
    ...fields,
    adaptive: groups.adaptive.partial(),
    recovery_backoff: groups.recovery_backoff.partial(),
    retry: groups.retry.partial(),
  })
  .partial();

export type Policy = z.infer<typeof policySchema>;
export type PolicyPatch = z.infer<typeof policyPatchSchema>;

/** A policy in force, with the revision of the edit that made it. */
export interface RevisedPolicy extends Policy {
  readonly revision: number;
}

/** The policy where nobody said anything. */
export const DEFAULT_POLICY: Policy = {
  strategy: "consecutive",
  failure_threshold: DEFAULT_FAILURE_THRESHOLD,
  failure_rate: DEFAULT_FAILURE_RATE,
  minimum_calls: DEFAULT_MINIMUM_CALLS,
  window_seconds: DEFAULT_WINDOW_SECONDS,
  window_calls: null,
  slow_call_seconds: null,
  slow_call_rate: DEFAULT_SLOW_CALL_RATE,
  adaptive: { multiplier: 2, floor: 0.05, open_below: 0.1 },
  recovery_timeout: DEFAULT_RECOVERY_TIMEOUT,
  recovery_backoff: { factor: 1, cap_seconds: 3600, jitter: false, reset_after_seconds: 600 },
  ramp_seconds: 0,
  half_open_max_calls: DEFAULT_HALF_OPEN_MAX_CALLS,
  half_open_successes: DEFAULT_HALF_OPEN_SUCCESSES,
  timeout_seconds: DEFAULT_TIMEOUT_SECONDS,
  retry: {
    max_retries: 0,
    base_seconds: DEFAULT_RETRY_BASE_SECONDS,
    max_seconds: DEFAULT_RETRY_MAX_SECONDS,
    attempt_timeout_seconds: null,
  },
  cache_ttl_seconds: 0,
  scope: "global",
  max_concurrent: 0,
  when_open: "reject",
  fallback: null,
  stale_if_open_seconds: DEFAULT_STALE_IF_OPEN_SECONDS,
};

/** `base` with what `patch` says over it; a field that is undefined says nothing. */
export function layerPolicy(base: Policy, patch: PolicyPatch): Policy {
  return {
    ...base,
    ...said(patch),
    adaptive: { ...base.adaptive, ...said(patch.adaptive ?? {}) },
    recovery_backoff: { ...base.recovery_backoff, ...said(patch.recovery_backoff ?? {}) },
    retry: { ...base.retry, ...said(patch.retry ?? {}) },
  };
}

/** Whether a circuit of this policy opens by `strategy`. */
export function opensBy({ strategy: set }: Pick<Policy, "strategy">, strategy: Strategy): boolean {
  return typeof set === "string" ? set === strategy : set.includes(strategy);
}

function said<Patch extends object>(patch: Patch): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Patch;
}
