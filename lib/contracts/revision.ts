import * as z from "zod";
import { instant, line } from "./names.ts";
import { nodeType } from "./node-type.ts";
import { policyReply } from "./policy.ts";

/** What an edit changed in one field; a side is left out where nothing was said, so that it was inherited or not set. */
export const change = z.object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() });

export const revision = z.object({
  revision: z.number(),
  at: instant,
  actor: z.string(),
  reason: z.string().nullable(),
  act: z.enum(["created", "edited", "rolled_back"]),
  rolled_back_to: z.number().nullable(),
  /** What was said of the policy from then on. Not checked: it may be older than the schema. */
  policy: z.record(z.string(), z.unknown()),
  changes: z.array(change),
});

/** Newest first. */
export const revisionsReply = z.object({ revisions: z.array(revision), count: z.number() });

export const rollbackRequest = z.strictObject({
  /** Whose policy is put back in force; 0 is the built-in default policy. */
  revision: z.int().min(0),
  reason: line(500).nullish(),
  /** The revision that was seen to be in force; refused where there has been an edit since. */
  expected_revision: z.int().min(0).nullish(),
});

/** For calls whose body is what is put, or that have none. */
export const expectedRevisionQuery = z.strictObject({
  /** The revision that was seen; refused where there has been an edit since. */
  expected_revision: z
    .string()
    .regex(/^[0-9]{1,15}$/, "the number of a revision")
    .transform(Number)
    .optional(),
});

/** Not changed: that policy was in force already, and there is no new revision. */
const rolledBack = { changed: z.boolean() };
export const nodeTypeRolledBack = nodeType.extend(rolledBack);
export const defaultPolicyRolledBack = policyReply.extend(rolledBack);

export type ChangeView = z.infer<typeof change>;
export type RevisionView = z.infer<typeof revision>;
export type RevisionsReply = z.infer<typeof revisionsReply>;
export type NodeTypeRolledBack = z.infer<typeof nodeTypeRolledBack>;
export type DefaultPolicyRolledBack = z.infer<typeof defaultPolicyRolledBack>;
