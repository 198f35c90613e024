import type { KeptAnswer } from "./reply.ts";
import { keyOf, type ResultCache } from "./result-cache.ts";
import type { Execution } from "./stage.ts";

/** What a caller gets in the place of its circuit's rejection, as the policy says; null where it gets the rejection. */
export function whenOpen(execution: Execution, results: ResultCache): KeptAnswer | null {
  const { policy } = execution.node;
  switch (policy.when_open) {
    case "reject":
      return null;
    case "fallback":
      execution.trace?.note("circuit", "fallback");
      // A value of its own for each caller: the policy's must not be written to.
      return { ok: true, output: { fallback: true, body: structuredClone(policy.fallback) }, cached: true };
    case "stale":
      return lastGood(execution, results, policy.stale_if_open_seconds);
  }
}

function lastGood(execution: Execution, results: ResultCache, seconds: number): KeptAnswer | null {
  const { trace } = execution;
  const since = trace?.now();
  const key = keyOf(execution);
  const kept = key === null ? null : results.get(key, seconds);
  trace?.note("cache", kept !== null ? "stale" : key === null ? "bypassed" : "miss", since);
  return kept && { ok: true, output: marked(kept.output, Math.floor(kept.age)), cached: true };
}

function marked(output: unknown, age: number): unknown {
  const isObject = typeof output === "object" && output !== null && !Array.isArray(output);
  return { ...(isObject ? output : { body: output }), stale: true, age_seconds: age };
}
