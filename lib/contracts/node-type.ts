import * as z from "zod";
import { policyPatchSchema, policySchema } from "../breaker/policy.ts";
import { instant, line, nodeTypeName } from "./names.ts";

export const secretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "a letter, then letters, digits or _");

const runbookUrl = z.url({ protocol: /^https?$/ }).max(2000);

/** A node type is put whole; only secrets that are left out are kept. */
export const nodeTypeRequest = z.strictObject({
  kind: z.enum(["http", "function"]),
  title: line(100).nullish(),
  owner: line(100).nullish(),
  runbook_url: runbookUrl.nullish(),
  tags: z.array(line(40).min(1)).max(20).default([]),
  /** Checked by the kind's own schema. */
  config: z.record(z.string(), z.unknown()),
  /** By name; null removes one. Write-only. */
  secrets: z.record(secretName, z.string().min(1).max(10_000).nullable()).default({}),
  policy: policyPatchSchema.default({}),
  /** The revision that was seen; refused where the node type has changed since. */
  expected_revision: z.int().min(0).nullish(),
  /** Kept with the revision. */
  reason: line(500).nullish(),
});

export const nodeType = z.object({
  node_type: nodeTypeName,
  kind: z.string(),
  title: z.string().nullable(),
  owner: z.string().nullable(),
  runbook_url: z.string().nullable(),
  tags: z.array(z.string()),
  config: z.record(z.string(), z.unknown()),
  /** Names of the secrets that are set. */
  secrets: z.array(z.string()),
  /** What the node type itself says. */
  policy: policyPatchSchema,
  /** What is in force, with what is inherited. */
  effective_policy: policySchema,
  revision: z.number(),
  updated_at: instant,
  updated_by: z.string(),
});

export const nodeTypesReply = z.object({ nodes: z.array(nodeType), count: z.number() });

/** Whether it is a function of services, which alone can run it: its policy is edited here, and its circuit reset. */
export function runsInServices({ kind }: Pick<NodeTypeView, "kind">): boolean {
  return kind === "function";
}

export type NodeTypeRequest = z.input<typeof nodeTypeRequest>;
export type NodeTypeView = z.infer<typeof nodeType>;
export type NodeTypesReply = z.infer<typeof nodeTypesReply>;
