import * as z from "zod";
import { scopeId } from "./names.ts";

/** Rate limits of a tier; null sets no limit. */
export const tierLimits = z.strictObject({
  executions_per_minute: z.int().min(1).max(10_000_000).nullable(),
  concurrent_executions: z.int().min(1).max(1_000_000).nullable(),
});

const tierName = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/, "a lower-case word");

/** Limits by tier, and which workspace is in which; a workspace in none has no limit. Put whole. */
export const limits = z.strictObject({
  tiers: z.record(tierName, tierLimits),
  workspaces: z.record(scopeId, tierName),
});

/** The tiers that a new panel has, for workspaces to be put in. */
export const DEFAULT_LIMITS: Limits = {
  tiers: {
    free: { executions_per_minute: 60, concurrent_executions: 5 },
    pro: { executions_per_minute: 1200, concurrent_executions: 50 },
    enterprise: { executions_per_minute: 12_000, concurrent_executions: 500 },
  },
  workspaces: {},
};

/** With the revision, so that what was read can be put back, and is refused where there has been an edit since. */
export const limitsRequest = limits.extend({ revision: z.int().min(0).optional() });
export const limitsReply = limits.extend({ revision: z.number() });

export type LimitsRequest = z.infer<typeof limitsRequest>;
export type LimitsReply = z.infer<typeof limitsReply>;
export type Limits = z.infer<typeof limits>;
export type TierLimits = z.infer<typeof tierLimits>;
