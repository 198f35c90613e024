import { expect, test } from "vitest";
import type { PolicyPatch } from "../breaker/index.ts";
import type { NodeResult } from "../nodes/node-kind.ts";
import { overrideBy } from "../registry/testkit.ts";
import type { ExecutableNode } from "./execution.ts";
import { createExecutor } from "./executor.ts";
import { answers, fails, HandClock, NotedCalls, nodeType, registeredNodeType } from "./testkit.ts";

const WRONG_KEY = fails({ message: "401 Unauthorized", group: "401", blame: "caller", retryable: false });
const key7 = { workspace: "acme", credential: "key-7" };
const key8 = { workspace: "acme", credential: "key-8" };

function executorOf(node: ExecutableNode, clock = new HandClock()) {
  const calls = new NotedCalls();
  const executor = createExecutor({ lookup: () => node, limitsOf: () => null, recorder: calls, clock });
  const execute = (context = {}) => executor.executeNode("external_api", {}, { ...context, trace: true });
  return { calls, execute };
}

/** A node type with circuits of its callers, which answers what the test says. */
function engine(patch: PolicyPatch = {}, ...results: NodeResult[]) {
  const clock = new HandClock();
  const reply = { now: results };
  const node = registeredNodeType(async () => reply.now.shift() ?? answers(), { scope: "credential", ...patch }, clock);
  const fail = async (result: NodeResult, context: object, times = 5) => {
    reply.now = Array.from({ length: times }, () => result);
    for (let call = 0; call < times; call += 1) await execute(context);
  };
  const { calls, execute } = executorOf(node, clock);
  return { calls, clock, execute, fail, node };
}

test("an execution is admitted by the circuit of its caller", async () => {
  const { execute } = engine();
  expect((await execute(key7)).trace).toMatchObject({ circuit: "external_api@acme:key-7", outcome: "success" });
});

test("an execution that does not say whose it is is admitted by the node type's own circuit", async () => {
  const { execute } = engine();
  expect((await execute({ workspace: "acme" })).trace).toMatchObject({ circuit: "external_api" });
});

test("a wrong key stops its own caller and nobody else", async () => {
  const { calls, execute, fail } = engine();
  await fail(WRONG_KEY, key7);
  expect(await execute(key7)).toMatchObject({
    error_type: "circuit_breaker",
    error: expect.stringContaining("circuit external_api@acme:key-7 is open"),
    rejection: { circuit: "external_api@acme:key-7" },
  });
  expect(await execute(key8)).toMatchObject({ output: "hello" });
  expect(calls.rejections).toEqual(["external_api@acme:key-7"]);
});

test("an outage of the dependency stops all of its callers by its own circuit", async () => {
  const { calls, execute, fail, node } = engine();
  await fail(fails(), key7);
  expect(await execute(key8)).toMatchObject({ rejection: { circuit: "external_api" } });
  expect(calls.rejections).toEqual(["external_api"]);
  expect(node.callers?.get({ workspace: "acme", credential: "key-7" })?.describe().consecutiveFailures).toBe(0);
});

test("an execution is counted for its caller's circuit and for the node type's", async () => {
  const { calls, execute } = engine();
  await execute(key7);
  expect(calls.executions.map(({ circuit, kind }) => [circuit, kind])).toEqual([
    ["external_api@acme:key-7", "success"],
    ["external_api", "success"],
  ]);
});

test.each([
  ["caller", WRONG_KEY, ["failure", "ignored"]],
  ["dependency", fails(), ["ignored", "failure"]],
  ["dependency, where nothing else is said", fails({ blame: "dependency" }), ["ignored", "failure"]],
] as const)("a failure is counted only for the circuit that it blames: the %s", async (_, result, kinds) => {
  const { calls, fail } = engine();
  await fail(result, key7, 1);
  expect(calls.executions.map(({ kind }) => kind)).toEqual(kinds);
});

test("a caller's circuit whose wait is over is tested by an execution of that caller", async () => {
  const { clock, execute, fail } = engine();
  await fail(WRONG_KEY, key7);
  clock.wait(300);
  const { trace } = await execute(key7);
  expect(trace?.stages[1]).toMatchObject({ stage: "circuit", result: "probe" });
  expect(trace?.outcome).toBe("success");
});

test("does not try again once the circuit of the caller has opened", async () => {
  let attempts = 0;
  const retry = { max_retries: 3, base_seconds: 0.001 };
  const node = registeredNodeType(
    async () => {
      attempts += 1;
      const own = node.callers?.get({ workspace: "acme", credential: "key-7" });
      if (own !== undefined) overrideBy(own, { mode: "forced_open" });
      return fails();
    },
    { scope: "credential", retry },
  );
  await executorOf(node).execute(key7);
  expect(attempts).toBe(1);
});

test("a caller beyond as many circuits as there may be is told to come back, and no circuit hears of it", async () => {
  const node = { ...nodeType(async () => answers()), callers: { of: () => null } };
  const { calls, execute } = executorOf(node);
  expect(await execute(key7)).toMatchObject({
    error_type: "rate_limited",
    error: "external_api has as many circuits of its callers as it may have; idle ones are forgotten in a while",
    retry_after: 60,
    trace: { circuit: null, outcome: "none", attempts: 0 },
  });
  expect(calls).toMatchObject({ executions: [], rejections: [] });
});
