import { expect, test } from "vitest";
import type { PolicyPatch } from "../breaker/index.ts";
import { STAGES, type StageName } from "./execution.ts";
import { createExecutor, type ExecutorOptions } from "./executor.ts";
import { answers, fails, HandClock, LocalCircuit, NotedCalls, nodeType, type Run } from "./testkit.ts";

function engine(run: Run, patch: PolicyPatch = {}, more: Partial<ExecutorOptions> = {}) {
  const circuit = new LocalCircuit(patch);
  const calls = new NotedCalls();
  const node = nodeType(run, patch, circuit);
  const executor = createExecutor({
    lookup: (name) => (name === node.name ? node : undefined),
    limitsOf: () => null,
    recorder: calls,
    ...more,
  });
  const execute = (context = {}, input: unknown = {}) => executor.executeNode("external_api", input, context);
  return { calls, circuit, execute, executor };
}

test("an execution passes the seven stages in their order", async () => {
  const { execute } = engine(async () => answers());
  const { trace } = await execute({ trace: true });
  expect(trace?.stages.map(({ stage, result }) => [stage, result])).toEqual([
    ["rate_limit", "allowed"],
    ["circuit", "permit"],
    ["cache", "off"],
    ["timeout", "in_time"],
    ["retry", "1 attempt"],
    ["analytics", "counted"],
    ["record", "success"],
  ]);
  expect(trace).toMatchObject({ outcome: "success", circuit: "external_api", attempts: 1 });
  expect(trace?.total_ms).toBeGreaterThan(0);
  for (const { ms } of trace?.stages ?? []) expect(ms).toBeGreaterThanOrEqual(0);
});

test("gives no trace where none is asked for", async () => {
  const { execute } = engine(async () => answers("hello"));
  expect(await execute()).toEqual({ output: "hello" });
});

/** Which stages an execution reached. */
function reached(trace: { stages: readonly { stage: StageName; result: string }[] } | undefined): string[] {
  return (trace?.stages ?? []).filter(({ result }) => result !== "skipped").map(({ stage }) => stage);
}

test("what is rate limited goes no further, and neither the circuit nor the statistics hear of it", async () => {
  const limits = { executions_per_minute: 1, concurrent_executions: null };
  const { calls, circuit, execute } = engine(async () => answers(), {}, { limitsOf: () => limits });
  await execute({ workspace: "acme" });
  const result = await execute({ workspace: "acme", trace: true });
  expect(result).toMatchObject({ error_type: "rate_limited", retry_after: expect.any(Number) });
  expect(reached(result.trace)).toEqual(["rate_limit"]);
  expect(result.trace?.outcome).toBe("none");
  expect(circuit.settled).toHaveLength(1);
  expect(calls.executions).toHaveLength(1);
});

test("what an open circuit rejects goes no further", async () => {
  const { calls, circuit, execute } = engine(async () => fails());
  for (let call = 0; call < 5; call += 1) await execute();
  const result = await execute({ trace: true });
  expect(result).toMatchObject({ error_type: "circuit_breaker", retry_after: 300, rejection: { reason: "open" } });
  expect(reached(result.trace)).toEqual(["rate_limit", "circuit"]);
  expect(circuit.settled).toHaveLength(5);
  expect(calls).toMatchObject({ rejections: ["external_api"], executions: { length: 5 } });
});

test("an open circuit answers nobody from the cache, a closed one does and hears nothing of it", async () => {
  const { circuit, execute } = engine(async () => answers(), { cache_ttl_seconds: 60 });
  await execute();
  const result = await execute({ trace: true });
  expect(reached(result.trace)).toEqual(["rate_limit", "circuit", "cache", "analytics", "record"]);
  expect(result.trace).toMatchObject({ outcome: "ignored", attempts: 0 });
  expect(circuit.kinds).toEqual(["success", "ignored"]);
  circuit.rig.trip();
  expect(await execute()).toMatchObject({ error_type: "circuit_breaker" });
});

test("one execution is one outcome, however many attempts it took", async () => {
  let runs = 0;
  const patch = { retry: { max_retries: 2, base_seconds: 0.001 } };
  const { calls, circuit, execute } = engine(async () => (++runs < 3 ? fails() : answers()), patch);
  expect((await execute({ trace: true })).trace).toMatchObject({ attempts: 3, outcome: "success" });
  expect(circuit.kinds).toEqual(["success"]);
  expect(calls.executions.map(({ kind }) => kind)).toEqual(["success"]);
});

test("hands the dependency's own answer to the caller with the error", async () => {
  const reply = fails({ output: { status: 503 }, retryAfter: 7 });
  const { execute } = engine(async () => reply);
  expect(await execute()).toEqual({
    error: "503 Service Unavailable",
    error_type: "node_error",
    retry_after: 7,
    output: { status: 503 },
  });
});

test("answers at the budget's end although the node goes on, and counts a failure", async () => {
  const late = Promise.withResolvers<void>();
  let ended = false;
  const node: Run = async () => {
    await late.promise;
    ended = true;
    throw new Error("too late for anybody");
  };
  const { calls, circuit, execute } = engine(node, { timeout_seconds: 0.02 });
  const result = await execute({ trace: true });
  expect(result).toMatchObject({ error: "timeout after 0.02 s", error_type: "timeout" });
  expect(result.trace).toMatchObject({ outcome: "failure", attempts: 1 });
  expect(ended).toBe(false);
  expect(calls.executions).toMatchObject([{ kind: "failure" }]);
  late.resolve();
  await expect.poll(() => ended).toBe(true);
  expect(circuit.settled).toMatchObject([{ outcome: { kind: "failure", group: "timeout" } }]);
});

test("a caller who calls off is answered at once, and the circuit is told nothing", async () => {
  const caller = new AbortController();
  const { circuit, execute } = engine(() => new Promise(() => {}));
  const result = execute({ signal: caller.signal, trace: true });
  caller.abort();
  expect(await result).toMatchObject({ error_type: "cancelled", trace: { outcome: "ignored" } });
  expect(circuit.kinds).toEqual(["ignored"]);
});

test("a caller who has called off before is not admitted at all", async () => {
  const { circuit, execute } = engine(async () => answers());
  expect(await execute({ signal: AbortSignal.abort(), trace: true })).toMatchObject({
    error_type: "cancelled",
    trace: { outcome: "none", attempts: 0 },
  });
  expect(circuit.settled).toEqual([]);
});

test("a node that throws has failed", async () => {
  const { circuit, execute } = engine(() => Promise.reject(new RangeError("off by one")));
  expect(await execute()).toEqual({ error: "the node threw RangeError", error_type: "node_error" });
  expect(circuit.kinds).toEqual(["failure"]);
});

test("a name that no node type has is an answer, not an error", async () => {
  const { executor } = engine(async () => answers());
  const result = await executor.executeNode("__proto__", {}, { trace: true });
  expect(result).toMatchObject({ error_type: "unknown_node_type", error: 'no node type is named "__proto__"' });
  expect(result.trace?.stages.map(({ stage }) => stage)).toEqual(STAGES);
  expect(reached(result.trace)).toEqual([]);
});

test("a slot of the node type comes back whatever happens", async () => {
  const results = [() => fails(), () => Promise.reject(new Error("thrown")), () => new Promise<never>(() => {})];
  const { execute } = engine(async () => (results.shift() ?? answers)(), { max_concurrent: 1, timeout_seconds: 0.02 });
  const types = [];
  for (let call = 0; call < 4; call += 1) {
    const result = await execute();
    types.push("error" in result ? result.error_type : "output");
  }
  expect(types).toEqual(["node_error", "node_error", "timeout", "output"]);
});

test("a slot of the node type comes back when its caller calls off, although the node hangs", async () => {
  const { execute } = engine(() => new Promise(() => {}), { max_concurrent: 1 });
  for (let call = 0; call < 2; call += 1) {
    const caller = new AbortController();
    const result = execute({ signal: caller.signal });
    caller.abort();
    expect(await result).toMatchObject({ error_type: "cancelled" });
  }
});

test("a mistake of ours reaches whoever asked, and leaves neither a slot taken nor a permit out", async () => {
  class Broken extends NotedCalls {
    override executed(): void {
      throw new Error("a mistake of ours");
    }
  }
  const { circuit, execute } = engine(async () => answers(), { max_concurrent: 1 }, { recorder: new Broken() });
  for (let call = 0; call < 2; call += 1) await expect(execute()).rejects.toThrow("a mistake of ours");
  expect(circuit.kinds).toEqual(["ignored", "ignored"]);
});

test("never throws before it answers", async () => {
  const lookup = () => {
    throw new Error("no catalogue");
  };
  const { executor } = engine(async () => answers(), {}, { lookup });
  await expect(executor.executeNode("external_api", {})).rejects.toThrow("no catalogue");
});

test("the circuit is told how long the execution took, as the statistics are", async () => {
  const clock = new HandClock();
  const node: Run = async () => {
    clock.wait(0.25);
    return answers();
  };
  const { calls, circuit, execute } = engine(node, {}, { clock });
  await execute();
  expect(circuit.settled).toMatchObject([{ outcome: { kind: "success" }, ms: 250 }]);
  expect(calls.executions).toMatchObject([{ ms: 250 }]);
});
