import * as z from "zod";
import { scopeId } from "./names.ts";

export const executeRequest = z.strictObject({
  input: z.unknown().optional(),
  workspace: scopeId.nullish(),
  credential: scopeId.nullish(),
});

export const trace = z.object({
  stages: z.array(z.object({ stage: z.string(), result: z.string(), ms: z.number() })),
  outcome: z.enum(["success", "failure", "ignored", "none"]),
  circuit: z.string().nullable(),
  attempts: z.number(),
  total_ms: z.number(),
});

export const executeReply = z.object({ output: z.unknown(), trace });

export type ExecuteRequest = z.infer<typeof executeRequest>;
export type TraceView = z.infer<typeof trace>;
