import { canonicalJson, isJson } from "./json.ts";
import { cacheKey, type ResultCache } from "./result-cache.ts";
import type { Execution, Reply, Run } from "./stage.ts";

/**
 * Answers from the cache where the policy sets a time to live. Two executions are the same where node type, revision,
 * workspace, credential and input are, so that tenants never share answers. Only successes are kept.
 */
export function cache(results: ResultCache, next: Run): Run {
  async function cached(execution: Execution, seconds: number): Promise<Reply> {
    const { trace } = execution;
    const since = trace?.now() ?? 0;
    const key = keyOf(execution);
    const hit = key === null ? null : results.get(key);
    trace?.note("cache", hit !== null ? "hit" : key === null ? "bypassed" : "miss", since);
    if (hit !== null) return { ok: true, output: hit.output, cached: true };
    const reply = await next(execution);
    if (key !== null && reply.ok && isJson(reply.output)) {
      const before = trace?.now() ?? 0;
      results.set(key, JSON.stringify(reply.output), seconds);
      trace?.note("cache", "miss", before);
    }
    return reply;
  }

  return (execution) => {
    const seconds = execution.node.policy.cache_ttl_seconds;
    if (seconds > 0) return cached(execution, seconds);
    execution.trace?.note("cache", "off", execution.trace.now());
    return next(execution);
  };
}

/** Null where the input is not plain JSON: nobody can say then whether another one is the same. */
function keyOf({ node, input, context }: Execution): string | null {
  const text = input === undefined ? "" : canonicalJson(input);
  if (text === null) return null;
  return cacheKey([node.name, node.revision, context.workspace ?? null, context.credential ?? null, text]);
}
