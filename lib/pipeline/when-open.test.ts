import { expect, test } from "vitest";
import type { PolicyPatch } from "../breaker/index.ts";
import { overrideBy, trip } from "../registry/testkit.ts";
import type { ExecutionResult } from "./execution.ts";
import { createExecutor, type ExecutorOptions } from "./executor.ts";
import { ResultCache } from "./result-cache.ts";
import { answers, fails, HandClock, NotedCalls, registeredNodeType } from "./testkit.ts";

const traced = { trace: true };
const fallback = { items: [], note: "try later" };

/** A node type that answers what the test says, and how often it ran. */
function engine(patch: PolicyPatch, more: Partial<ExecutorOptions> = {}) {
  const clock = new HandClock();
  const calls = new NotedCalls();
  const results = new ResultCache(clock);
  const upstream = { reply: answers({ status: 200 }), runs: 0 };
  const run = async () => {
    upstream.runs += 1;
    return upstream.reply;
  };
  const node = registeredNodeType(run, patch, clock);
  const options = { lookup: () => node, limitsOf: () => null, recorder: calls, clock, results, ...more };
  const executor = createExecutor(options);
  const execute = (context = {}, input: unknown = { id: 1 }) => executor.executeNode("external_api", input, context);
  return { calls, clock, execute, node, results, upstream, open: () => trip(node.circuit) };
}

function stagesOf({ trace }: ExecutionResult): Record<string, string> {
  return Object.fromEntries((trace?.stages ?? []).map(({ stage, result }) => [stage, result]));
}

test("a rejected caller gets the fallback that the policy sets", async () => {
  const { calls, execute, open, upstream } = engine({ when_open: "fallback", fallback });
  await open();
  const result = await execute(traced);
  expect(result).toMatchObject({ output: { fallback: true, body: fallback } });
  expect(stagesOf(result)).toMatchObject({ circuit: "fallback", cache: "skipped", record: "skipped" });
  expect(result.trace).toMatchObject({ outcome: "none", attempts: 0 });
  expect(calls).toMatchObject({ rejections: ["external_api"], executions: [] });
  expect(upstream.runs).toBe(0);
});

test("whatever a caller does to the fallback, the next one gets it as it is set", async () => {
  const { execute, open } = engine({ when_open: "fallback", fallback: { list: [1] } });
  await open();
  for (let call = 0; call < 2; call += 1) {
    const result = await execute();
    expect(result).toEqual({ output: { fallback: true, body: { list: [1] } } });
    (result as { output: { body: { list: number[] } } }).output.body.list.push(2);
  }
});

test("a failure is not a rejection: its caller gets the error", async () => {
  const { execute, upstream } = engine({ when_open: "fallback", fallback });
  upstream.reply = fails();
  expect(await execute()).toMatchObject({ error_type: "node_error" });
});

test("a rejected caller gets the last good answer with its age", async () => {
  const { calls, clock, execute, open, upstream } = engine({ when_open: "stale" });
  expect(stagesOf(await execute(traced))).toMatchObject({ cache: "kept" });
  upstream.reply = fails();
  await execute();
  await open();
  clock.wait(90.7);
  const result = await execute(traced);
  expect(result).toMatchObject({ output: { status: 200, stale: true, age_seconds: 90 } });
  expect(stagesOf(result)).toMatchObject({ circuit: "rejected", cache: "stale", record: "skipped" });
  expect(result.trace).toMatchObject({ outcome: "none", attempts: 0 });
  expect(calls.rejections).toEqual(["external_api"]);
});

test.each([["text"], [null], [[1, 2]], [7]])(
  "a last good answer that is no object is put into one: %o",
  async (output) => {
    const { execute, open, upstream } = engine({ when_open: "stale" });
    upstream.reply = answers(output);
    await execute();
    await open();
    expect(await execute()).toEqual({ output: { stale: true, age_seconds: 0, body: output } });
  },
);

test("a last good answer that is too old is none", async () => {
  const { clock, execute, open } = engine({ when_open: "stale", stale_if_open_seconds: 60 });
  await execute();
  await open();
  clock.wait(60);
  expect(await execute()).toMatchObject({ output: { stale: true } });
  clock.wait(1);
  expect(await execute()).toMatchObject({ error_type: "circuit_breaker" });
});

test.each([
  ["another input", {}, { id: 2 }],
  ["another workspace", { workspace: "umbrella" }, { id: 1 }],
  ["another credential", { credential: "key-8" }, { id: 1 }],
  ["an input that is not plain JSON", {}, { at: new Date(0) }],
])("there is no last good answer for %s", async (_, context, input) => {
  const { execute, open } = engine({ when_open: "stale" });
  await execute();
  await open();
  const result = await execute({ ...context, ...traced }, input);
  expect(result).toMatchObject({ error_type: "circuit_breaker", retry_after: 300 });
  expect(stagesOf(result).cache).toMatch(/^(miss|bypassed)$/);
});

test("what is kept for an open circuit answers nobody while it is closed", async () => {
  const { execute, upstream } = engine({ when_open: "stale" });
  await execute();
  await execute();
  expect(upstream.runs).toBe(2);
});

test("what is kept for an open circuit does not prolong the cache's own time", async () => {
  const { clock, execute, open, upstream } = engine({ when_open: "stale", cache_ttl_seconds: 10 });
  await execute();
  clock.wait(9);
  await execute();
  expect(upstream.runs).toBe(1);
  clock.wait(2);
  await execute();
  expect(upstream.runs).toBe(2);
  await open();
  clock.wait(20);
  expect(await execute()).toMatchObject({ output: { stale: true, age_seconds: 20 } });
});

test.each(["reject", "fallback"] as const)("nothing is kept where the policy says %s", async (when_open) => {
  const kept: string[] = [];
  class Watched extends ResultCache {
    override set(key: string): void {
      kept.push(key);
    }
  }
  const { execute } = engine({ when_open }, { results: new Watched(new HandClock()) });
  await execute();
  expect(kept).toEqual([]);
});

test("a circuit that is held open, or lets through only a share, gives the same in the place of its rejection", async () => {
  const policy: PolicyPatch = { when_open: "fallback", ramp_seconds: 60, fallback };
  const { clock, execute, node, open } = engine(policy);
  await open();
  clock.wait(300);
  expect(await execute()).toMatchObject({ output: { status: 200 } });
  expect(node.circuit.describe()).toMatchObject({ state: "closed" });
  expect(await execute()).toMatchObject({ output: { fallback: true } });
  clock.wait(61);
  expect(await execute()).toMatchObject({ output: { status: 200 } });
  overrideBy(node.circuit, { mode: "forced_open" });
  expect(await execute()).toMatchObject({ output: { fallback: true } });
});

test("says so where a circuit lets through only a share of its calls", async () => {
  const { clock, execute, open } = engine({ ramp_seconds: 60 });
  await open();
  clock.wait(300);
  await execute();
  expect(await execute()).toMatchObject({
    error_type: "circuit_breaker",
    error: expect.stringContaining("circuit external_api lets through only a share of its calls for now; retry in 1 s"),
    rejection: { reason: "throttled", state: "closed" },
  });
});

test("what the rate limit refuses is refused", async () => {
  const limits = { executions_per_minute: 0, concurrent_executions: null };
  const { execute, open } = engine({ when_open: "fallback", fallback }, { limitsOf: () => limits });
  await open();
  expect(await execute({ workspace: "acme" })).toMatchObject({ error_type: "rate_limited" });
});
