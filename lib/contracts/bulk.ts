import * as z from "zod";
import { actId, circuitState, expiresInSeconds, generation, overrideMode, reason, statusQuery } from "./circuit.ts";
import { circuitId } from "./names.ts";

/** Circuits that one call acts on at the most. */
export const MOST_AT_ONCE = 1000;

const target = z.strictObject({
  circuit: circuitId,
  /** The generation that was seen; the act on this circuit is refused where it has moved on. */
  expected_generation: generation.nullish(),
});

const onMany = {
  circuits: z.array(target).min(1).max(MOST_AT_ONCE),
  reason: reason.min(1),
  act_id: actId.nullish(),
};

export const bulkRequest = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("reset"), to: z.enum(["closed", "half_open"]).default("closed"), ...onMany }),
  z.strictObject({ act: z.literal("hold"), mode: overrideMode, expires_in_seconds: expiresInSeconds, ...onMany }),
  z.strictObject({ act: z.literal("lift"), ...onMany }),
]);

const bulkResult = z.object({
  circuit: z.string(),
  /** `unchanged`: carried out, and it was so already. */
  result: z.enum(["done", "unchanged", "refused"]),
  /** Why it was refused, as the same act on this circuit alone would answer; null where it was not. */
  code: z.string().nullable(),
  message: z.string(),
});

export const bulkReply = z.object({
  done: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  /** One for each circuit, in the order of the request. */
  results: z.array(bulkResult),
});

export const matchingQuery = statusQuery.omit({
  attention: true,
  circuits: true,
  limit: true,
  cursor: true,
  offset: true,
  sort: true,
});

/** What acts on many circuits need to know of them. */
const matching = z.object({ circuit: z.string(), state: circuitState, generation: z.number(), held: z.boolean() });

export const matchingReply = z.object({
  /** At most 10,000, in the order of their names. */
  circuits: z.array(matching),
  /** How many match in all. */
  count: z.number(),
});

export type BulkRequest = z.output<typeof bulkRequest>;
export type BulkReply = z.infer<typeof bulkReply>;
export type BulkResult = z.infer<typeof bulkResult>;
export type MatchingQuery = z.output<typeof matchingQuery>;
export type MatchingCircuit = z.infer<typeof matching>;
export type MatchingReply = z.infer<typeof matchingReply>;
