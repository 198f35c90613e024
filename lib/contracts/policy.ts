import * as z from "zod";
import { policyPatchSchema, policySchema } from "../breaker/policy.ts";
import { instant } from "./names.ts";

export const policyReply = z.object({
  policy: policySchema,
  revision: z.number(),
  updated_at: instant.nullable(),
  updated_by: z.string().nullable(),
});

/** The default policy is put whole: what is left out goes back to the built-in default. */
export const policyRequest = policyPatchSchema;

export type PolicyReply = z.infer<typeof policyReply>;
export type { Policy, PolicyPatch } from "../breaker/policy.ts";
export { DEFAULT_POLICY, policySchema, STRATEGIES } from "../breaker/policy.ts";
