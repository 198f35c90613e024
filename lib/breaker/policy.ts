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
/** Seconds of the first retry's longest wait; each further one doubles it. */
export const DEFAULT_RETRY_BASE_SECONDS = 0.2;
/** Seconds that no single wait between attempts exceeds. */
export const DEFAULT_RETRY_MAX_SECONDS = 10;

const whole = (least: number, most: number) => z.int().min(least).max(most);
const seconds = (least: number, most: number) => z.number().min(least).max(most);

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

const fields = {
  /** What makes a closed circuit open. */
  strategy: z.enum(["consecutive"]),
  failure_threshold: whole(1, 1000),
  recovery_timeout: seconds(0.1, 86_400),
  half_open_max_calls: whole(1, 100),
  half_open_successes: whole(1, 100),
  timeout_seconds: seconds(0.01, 3600),
  cache_ttl_seconds: seconds(0, 86_400),
  /** Whose failures are kept apart. */
  scope: z.enum(["global"]),
  /** Executions of a node type at a time in one instance; 0 sets no limit. */
  max_concurrent: whole(0, 100_000),
};

/** A policy with every field set: what an execution is judged by. */
export const policySchema = z.strictObject({ ...fields, retry: z.strictObject(retryFields) });

/** What a node type says of its policy; a field it leaves out is inherited. */
export const policyPatchSchema = z.strictObject({ ...fields, retry: z.strictObject(retryFields).partial() }).partial();

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
  recovery_timeout: DEFAULT_RECOVERY_TIMEOUT,
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
};

/** `base` with what `patch` says over it; a field that is undefined says nothing. */
export function layerPolicy(base: Policy, patch: PolicyPatch): Policy {
  return { ...base, ...said(patch), retry: { ...base.retry, ...said(patch.retry ?? {}) } };
}

function said<Patch extends object>(patch: Patch): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Patch;
}
