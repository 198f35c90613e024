import type { RunnableNode } from "../nodes/node-kind.ts";

/** What stands for a node type that cannot be made ready: every execution says why, and its circuit hears of none. */
export function brokenNode(message: string): RunnableNode {
  const result = {
    ok: false,
    message,
    group: "unusable",
    verdict: "ignored",
    type: "node_error",
    retryable: false,
    retryAfter: null,
  } as const;
  return { run: async () => result, close: async () => {} };
}
