import * as z from "zod";
import type { NodeKind, NodeResult } from "./node-kind.ts";

const NOT_HERE: NodeResult = {
  ok: false,
  type: "invalid_input",
  verdict: "ignored",
  group: "invalid_input",
  message: "this is a function of the services that protect it: it runs there and cannot be run from the panel",
  retryable: false,
  retryAfter: null,
};

/**
 * Node types that are functions of services, which protect them with the engine as a library. Whoever does not have the
 * function knows its policy and its circuit all the same.
 */
export const functionKind: NodeKind = {
  kind: "function",
  configSchema: z.strictObject({}),
  secretNames: () => [],
  secretAudience: () => "",
  prepare: () => ({ run: async () => NOT_HERE, close: async () => {} }),
};
