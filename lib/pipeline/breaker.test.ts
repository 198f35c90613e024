import { expect, test } from "vitest";
import type { Admission } from "../breaker/index.ts";
import { failure } from "../breaker/testkit.ts";
import { breaker } from "./breaker.ts";
import { CANCELLED, type Reply } from "./reply.ts";
import { ResultCache } from "./result-cache.ts";
import {
  answers,
  execution,
  fails,
  HandClock,
  LocalCircuit,
  NotedCalls,
  nodeType,
  through,
  traceOf,
} from "./testkit.ts";

function stage(next: () => Promise<Reply>, circuit = new LocalCircuit()) {
  const calls = new NotedCalls();
  const clock = new HandClock();
  const node = nodeType(async () => answers(), {}, circuit);
  return { calls, circuit, node, run: through(breaker(calls, clock, new ResultCache(clock)), next) };
}

test("tells the circuit a success", async () => {
  const { circuit, node, run } = stage(async () => answers());
  const executed = execution(node);
  expect(await run(executed)).toEqual(answers());
  expect(circuit.kinds).toEqual(["success"]);
  expect(traceOf(executed, "circuit")).toBe("permit");
  expect(traceOf(executed, "record")).toBe("success");
});

test.each([
  ["the dependency, where nothing is said", fails(), "dependency"],
  ["the dependency", fails({ blame: "dependency" }), "dependency"],
  ["the caller", fails({ blame: "caller" }), "caller"],
] as const)("tells the circuit that a failure speaks against %s", async (_, reply, blame) => {
  const { circuit, node, run } = stage(async () => reply);
  await run(execution(node));
  expect(circuit.settled).toMatchObject([{ outcome: { kind: "failure", blame } }]);
});

test("tells the circuit a failure with its message and group", async () => {
  const { circuit, node, run } = stage(async () => fails());
  expect(await run(execution(node))).toEqual(fails());
  expect(circuit.rig.look().lastError).toMatchObject({ message: "503 Service Unavailable", group: "503" });
});

test("opens at the fifth failure in a row and rejects the sixth without running it", async () => {
  let runs = 0;
  const { calls, node, run } = stage(async () => {
    runs += 1;
    return fails();
  });
  for (let call = 0; call < 5; call += 1) await run(execution(node));
  const executed = execution(node);
  expect(await run(executed)).toMatchObject({
    ok: false,
    type: "circuit_breaker",
    verdict: "ignored",
    retryAfter: 300,
    rejection: { reason: "open", state: "open" },
    message: "circuit external_api is open; retry in 300 s; last error: 503 Service Unavailable",
  });
  expect(runs).toBe(5);
  expect(calls.rejections).toEqual(["external_api"]);
  expect(traceOf(executed, "circuit")).toBe("rejected");
  expect(traceOf(executed, "record")).toBe("skipped");
  expect(executed.trace?.outcome).toBe("none");
});

test("says so where an admin holds the circuit open", async () => {
  const { circuit, node, run } = stage(async () => answers());
  circuit.rig.override({ mode: "forced_open" });
  expect(await run(execution(node))).toMatchObject({ message: "circuit external_api is held open by an admin" });
});

test.each([
  ["a cancelled execution", CANCELLED],
  ["an answer from the cache", { ok: true, output: 1, cached: true } as const],
  ["bad input", fails({ verdict: "ignored", type: "invalid_input" })],
  ["an answer that says nothing about health", fails({ verdict: "ignored", group: "404" })],
])("%s is ignored", async (_, reply) => {
  const { circuit, node, run } = stage(async () => reply);
  circuit.rig.run(failure());
  await run(execution(node));
  expect(circuit.kinds).toEqual(["ignored"]);
  expect(circuit.rig.look().consecutiveFailures).toBe(1);
});

test("settles as ignored, once, what throws inside by a mistake of ours", async () => {
  const { circuit, node, run } = stage(() => Promise.reject(new Error("a mistake of ours")));
  await expect(run(execution(node))).rejects.toThrow("a mistake of ours");
  expect(circuit.kinds).toEqual(["ignored"]);
});

test("a probe's permit comes back when its execution is over", async () => {
  const { circuit, node, run } = stage(async () => CANCELLED);
  circuit.rig.tripAndRecover();
  const executed = execution(node);
  await run(executed);
  expect(traceOf(executed, "circuit")).toBe("probe");
  expect(circuit.rig.look().probes).toEqual([]);
});

test("a dry run's execution runs although the circuit is open, and records nothing", async () => {
  const { circuit, node, run } = stage(async () => answers());
  circuit.rig.trip();
  circuit.rig.override({ mode: "dry_run" });
  const executed = execution(node);
  expect(await run(executed)).toEqual(answers());
  expect(traceOf(executed, "circuit")).toBe("dry_run");
  expect(traceOf(executed, "record")).toBe("none");
  expect(circuit.rig.look().state).toBe("open");
});

/** A circuit whose probes have to be stored first: the test says when they are. */
class SlowCircuit extends LocalCircuit {
  readonly #stored = Promise.withResolvers<void>();

  override async admit(by: string | null): Promise<Admission> {
    await this.#stored.promise;
    return super.admit(by);
  }

  store(): void {
    this.#stored.resolve();
  }
}

test("waits for a probe that has to be stored", async () => {
  const circuit = new SlowCircuit();
  const { node, run } = stage(async () => answers(), circuit);
  circuit.rig.tripAndRecover();
  const reply = run(execution(node));
  circuit.store();
  expect(await reply).toEqual(answers());
  expect(circuit.rig.look().state).toBe("closed");
});

test("a caller who gives up while a probe is being stored is answered at once, and the probe goes back", async () => {
  const circuit = new SlowCircuit();
  const { node, run } = stage(async () => answers(), circuit);
  circuit.rig.tripAndRecover();
  const caller = new AbortController();
  const reply = run(execution(node, { signal: caller.signal }));
  caller.abort();
  expect(await reply).toBe(CANCELLED);
  expect(circuit.settled).toEqual([]);
  circuit.store();
  await expect.poll(() => circuit.kinds).toEqual(["ignored"]);
  expect(circuit.rig.look()).toMatchObject({ state: "half_open", probes: [] });
});
