import { describe, expect, test } from "vitest";
import { newCircuit, SUCCESS, settle, tick } from "./index.ts";
import { failure, policyOf, Rig, START } from "./testkit.ts";

describe("9. a policy edit keeps the circuit's state and counts; made again, it goes on from its last generation", () => {
  test("an edit changes nothing by itself, in any state", () => {
    const strict = policyOf({ failure_threshold: 1, recovery_timeout: 0.1, half_open_max_calls: 1 }, 2);
    const rig = new Rig();
    rig.run(failure(), failure());
    const closed = rig.circuit;
    rig.policy = strict;
    rig.tick();
    expect(rig.circuit).toBe(closed);
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 3 });
    const open = rig.circuit;
    rig.policy = policyOf({ failure_threshold: 1000 }, 3);
    rig.tick();
    expect(rig.circuit).toBe(open);
  });

  test("a lowered threshold opens at the next failure, not at the edit, and not at a success", () => {
    const rig = new Rig();
    rig.run(failure(), failure(), failure(), failure());
    rig.policy = policyOf({ failure_threshold: 2 }, 2);
    expect(rig.look()).toMatchObject({ state: "closed", consecutiveFailures: 4, threshold: 2 });
    const other = new Rig({ failure_threshold: 2 });
    other.circuit = rig.circuit;
    other.run(SUCCESS);
    expect(other.circuit.state).toBe("closed");
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 5 });
    expect(rig.happened("opened")[0]?.dossier.policyRevision).toBe(2);
  });

  test("a raised threshold goes on with the count", () => {
    const rig = new Rig({ failure_threshold: 3 });
    rig.run(failure(), failure());
    rig.policy = policyOf({ failure_threshold: 4 }, 2);
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 3 });
    rig.run(failure());
    expect(rig.circuit.state).toBe("open");
  });

  test("the wait of an outage is the one frozen at opening; the next outage has the new one", () => {
    const rig = new Rig();
    rig.trip();
    rig.policy = policyOf({ recovery_timeout: 10 }, 2);
    rig.wait(10);
    expect(rig.admit()).toMatchObject({ reason: "open", retryAfter: 290 });
    rig.wait(290);
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", recoverAt: rig.now + 10_000 });
  });

  test("a policy that now asks for fewer successes closes at the next one", () => {
    const rig = new Rig({ half_open_successes: 5 });
    rig.tripAndRecover();
    rig.run(SUCCESS, SUCCESS);
    rig.policy = policyOf({ half_open_successes: 2 }, 2);
    rig.tick();
    expect(rig.circuit).toMatchObject({ state: "half_open", successes: 2 });
    rig.run(SUCCESS);
    expect(rig.circuit.state).toBe("closed");
  });

  test("a new circuit is closed, in its first generation, and knows nothing", () => {
    expect(newCircuit("external_api", START)).toEqual({
      state: "closed",
      id: "external_api",
      generation: 1,
      since: START,
      consecutiveFailures: 0,
      lastError: null,
      failures: [],
      override: null,
      openings: 0,
      acts: 0,
      ramp: null,
    });
  });

  test("made again one generation on, it does not hear of its predecessor's calls", () => {
    const rig = new Rig({ failure_threshold: 1 });
    const inFlight = rig.permit();
    rig.circuit = newCircuit(rig.circuit.id, rig.now, rig.circuit.generation + 1);
    const made = rig.circuit;
    for (const outcome of [failure(), SUCCESS]) rig.settle(inFlight, outcome);
    expect(rig.circuit).toBe(made);
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", generation: 3 });
  });

  test("a settlement makes no circuit of another name", () => {
    const rig = new Rig();
    const elsewhere = { ...rig.permit(), circuit: "deleted" };
    expect(settle(rig.circuit, rig.policy, elsewhere, failure(), rig.now)).toEqual({
      circuit: rig.circuit,
      events: [],
    });
  });
});

describe("a circuit is a value", () => {
  test("only an open one has times of opening and recovery, only a half-open one has probes", () => {
    const rig = new Rig();
    const own = () =>
      Object.keys(rig.circuit)
        .filter((key) => !(key in newCircuit("any", START)))
        .sort();
    expect(own()).toEqual([]);
    rig.trip();
    expect(own()).toEqual(["openedAt", "recoverAt", "wait"]);
    rig.wait(300);
    rig.tick();
    expect(own()).toEqual(["probes", "successes"]);
    rig.run(SUCCESS);
    expect(own()).toEqual([]);
  });

  test("every change of state is one generation, and the circuit is in its state since then", () => {
    const rig = new Rig();
    const seen = () => [rig.circuit.state, rig.circuit.generation, (rig.circuit.since - START) / 1000];
    expect(seen()).toEqual(["closed", 1, 0]);
    rig.wait(1);
    rig.trip();
    expect(seen()).toEqual(["open", 2, 1]);
    rig.wait(310);
    rig.circuit = tick(rig.circuit, rig.now).circuit;
    expect(seen()).toEqual(["half_open", 3, 301]);
    rig.run(failure());
    expect(seen()).toEqual(["open", 4, 311]);
    rig.wait(300);
    rig.tick();
    rig.wait(2);
    rig.run(SUCCESS);
    expect(seen()).toEqual(["closed", 6, 613]);
  });
});

describe("what is stored of a circuit", () => {
  const COMMON = [
    "acts",
    "consecutiveFailures",
    "failures",
    "generation",
    "id",
    "lastError",
    "openings",
    "override",
    "since",
    "state",
  ];

  function expectStored(rig: Rig, own: readonly string[]): void {
    expect(Object.keys(rig.circuit).sort()).toEqual([...COMMON, ...own].sort());
    expect(JSON.parse(JSON.stringify(rig.circuit))).toEqual(rig.circuit);
  }

  test("has these fields in each state, and is the same when it is read back", () => {
    const rig = new Rig({ ramp_seconds: 10, recovery_backoff: { factor: 2, jitter: true } });
    expectStored(rig, ["ramp"]);
    rig.trip();
    expectStored(rig, ["openedAt", "recoverAt", "wait"]);
    rig.wait(300);
    rig.permit();
    expectStored(rig, ["probes", "successes"]);
    rig.run(SUCCESS);
    expectStored(rig, ["ramp"]);
    expect(rig.circuit).toMatchObject({ ramp: { from: rig.now, length: 10_000 }, openings: 1 });
    rig.reset();
    expectStored(rig, ["ramp"]);
  });

  test("has them also where a rate opened it", () => {
    const rig = new Rig({ strategy: "failure_rate", slow_call_seconds: 1, minimum_calls: 2, window_calls: 4 });
    rig.trip();
    expectStored(rig, ["openedAt", "recoverAt", "wait"]);
    expect(rig.happened("opened")[0]?.verdict).toEqual(JSON.parse(JSON.stringify(rig.happened("opened")[0]?.verdict)));
  });

  test("goes on from there in another process as here", () => {
    const rig = new Rig({ ramp_seconds: 10, recovery_timeout: 1, recovery_backoff: { factor: 3 } });
    const restarted = new Rig();
    restarted.policy = rig.policy;
    rig.tripAndRecover();
    rig.run(failure());
    rig.wait(3);
    rig.run(SUCCESS);
    restarted.circuit = JSON.parse(JSON.stringify(rig.circuit));
    for (const each of [rig, restarted]) {
      each.now = rig.now;
      each.trip();
    }
    expect(restarted.circuit).toEqual(rig.circuit);
    expect(rig.circuit).toMatchObject({ openings: 3, wait: 9000 });
  });
});
