import { expect, test } from "vitest";
import type { PolicyPatch } from "../breaker/index.ts";
import type { NodeResult } from "../nodes/node-kind.ts";
import { DeadlineQueues } from "./deadline-queue.ts";
import { preciseClock } from "./executor.ts";
import type { Mistake } from "./reply.ts";
import { retry } from "./retry.ts";
import { answers, execution, fails, LocalCircuit, nodeType, traceOf } from "./testkit.ts";

const quick = { base_seconds: 0.001, max_seconds: 1 };
const twice: PolicyPatch = { retry: { ...quick, max_retries: 2 } };

/** A retry stage around attempts that come out as listed; the last one goes on. */
function attempts(patch: PolicyPatch, ...results: readonly (NodeResult | Promise<NodeResult>)[]) {
  const circuit = new LocalCircuit(patch);
  const executed = execution(nodeType(async () => answers(), patch, circuit));
  executed.startedAt = preciseClock.now();
  const signals: AbortSignal[] = [];
  const supplies = { queues: new DeadlineQueues(preciseClock), clock: preciseClock, random: () => 0.5 };
  const work = retry(supplies, (_, signal, done) => {
    signals.push(signal);
    Promise.resolve(results[Math.min(signals.length, results.length) - 1] ?? answers()).then(done);
  });
  const run = (signal = new AbortController().signal) =>
    new Promise<NodeResult | Mistake>((resolve) => work(executed, signal, resolve));
  return { circuit, executed, signals, run };
}

test("does not try again unless the policy says so", async () => {
  const { executed, signals, run } = attempts({}, fails());
  expect(await run()).toEqual(fails());
  expect(signals).toHaveLength(1);
  expect(traceOf(executed, "retry")).toBe("1 attempt");
});

test("tries again until an attempt succeeds", async () => {
  const { executed, run } = attempts(twice, fails(), fails(), answers());
  expect(await run()).toEqual(answers());
  expect(traceOf(executed, "retry")).toBe("3 attempts");
  expect(executed.trace?.attempts).toBe(3);
});

test("answers the last failure where no attempt succeeds", async () => {
  const { signals, run } = attempts(twice, fails({ message: "first" }), fails({ message: "second" }), fails());
  expect(await run()).toEqual(fails());
  expect(signals).toHaveLength(3);
});

test("does not try again what another attempt cannot help", async () => {
  const { signals, run } = attempts(twice, fails({ retryable: false }));
  await run();
  expect(signals).toHaveLength(1);
});

test("waits as long as the dependency asked", async () => {
  const { run } = attempts(twice, fails({ retryAfter: 0.06 }), answers());
  const started = performance.now();
  expect(await run()).toEqual(answers());
  expect(performance.now() - started).toBeGreaterThan(55);
});

test("does not wait past the budget", async () => {
  const { signals, run } = attempts({ ...twice, timeout_seconds: 0.5 }, fails({ retryAfter: 0.6 }));
  const started = performance.now();
  expect(await run()).toEqual(fails({ retryAfter: 0.6 }));
  expect(signals).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(400);
});

test("does not try again once the circuit has opened meanwhile", async () => {
  const { circuit, signals, run } = attempts(twice, fails());
  circuit.rig.trip();
  await run();
  expect(signals).toHaveLength(1);
});

test("does not try again where the circuit opens during the wait", async () => {
  const { circuit, signals, run } = attempts(twice, fails({ retryAfter: 0.05 }));
  const reply = run();
  setTimeout(() => circuit.rig.trip(), 10);
  await reply;
  expect(signals).toHaveLength(1);
});

test("stops waiting when the execution is over", async () => {
  const { signals, run } = attempts(twice, fails({ retryAfter: 1 }));
  const execution = new AbortController();
  const started = performance.now();
  const reply = run(execution.signal);
  setTimeout(() => execution.abort(), 10);
  await reply;
  expect(signals).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(900);
});

test("an attempt that takes too long is aborted and tried again", async () => {
  const patch = { retry: { ...quick, max_retries: 1, attempt_timeout_seconds: 0.02 } };
  const { signals, run } = attempts(patch, new Promise<NodeResult>(() => {}), answers());
  expect(await run()).toEqual(answers());
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test("an attempt's time is bounded even where nothing is tried again", async () => {
  const { run } = attempts({ retry: { attempt_timeout_seconds: 0.02 } }, new Promise<NodeResult>(() => {}));
  expect(await run()).toMatchObject({ type: "timeout", message: "timeout after 0.02 s", retryable: true });
});
