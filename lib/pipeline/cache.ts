import { isJson } from "./json.ts";
import { keyOf, type ResultCache } from "./result-cache.ts";
import type { Stage } from "./stage.ts";

/**
 * Answers from the cache where the policy sets a time to live, and keeps successes: for that, and for when the circuit
 * is open. Two executions are the same where node type, revision, workspace, credential and input are, so that tenants
 * never share answers.
 */
export function cache(results: ResultCache): Stage {
  return {
    enter(execution) {
      const { node, trace } = execution;
      const { cache_ttl_seconds: seconds, when_open } = node.policy;
      if (seconds === 0 && when_open !== "stale") {
        trace?.note("cache", "off");
        return null;
      }
      const since = trace?.now();
      const key = keyOf(execution);
      const hit = key === null || seconds === 0 ? null : results.get(key, seconds);
      trace?.note("cache", hit !== null ? "hit" : key === null ? "bypassed" : "miss", since);
      execution.key = key;
      return hit && { ok: true, output: hit.output, cached: true };
    },
    leave({ key, node, trace }, reply) {
      if (key === null || !reply.ok || !isJson(reply.output)) return;
      const since = trace?.now();
      const { cache_ttl_seconds, when_open, stale_if_open_seconds } = node.policy;
      const seconds = when_open === "stale" ? Math.max(cache_ttl_seconds, stale_if_open_seconds) : cache_ttl_seconds;
      results.set(key, JSON.stringify(reply.output), seconds);
      trace?.note("cache", cache_ttl_seconds === 0 ? "kept" : "miss", since);
    },
  };
}
