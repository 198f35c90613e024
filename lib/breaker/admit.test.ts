import { describe, expect, test } from "vitest";
import { LEASE_GRACE_MS, SUCCESS } from "./index.ts";
import { failure, policyOf, Rig, START } from "./testkit.ts";

describe("3. half-open admits at most half_open_max_calls unsettled probes", () => {
  test.each([1, 3, 100])("admits %i and rejects the next", (half_open_max_calls) => {
    const rig = new Rig({ half_open_max_calls });
    rig.tripAndRecover();
    for (let probe = 0; probe < half_open_max_calls; probe += 1) expect(rig.permit().kind).toBe("probe");
    const full = rig.circuit;
    expect(rig.admit()).toMatchObject({ kind: "rejection", state: "half_open", reason: "probes_in_flight" });
    expect(rig.circuit).toBe(full);
  });

  test("a permit of a probe names it, its lease and its generation", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    expect(rig.permit("instance-2")).toEqual({
      kind: "probe",
      circuit: "external_api",
      generation: 3,
      probe: "probe-6",
      expiresAt: rig.now + 35_000,
    });
    expect(rig.look().probes).toEqual([
      { id: "probe-6", by: "instance-2", at: rig.now, expiresAt: rig.now + 35_000, lease: 35_000 },
    ]);
  });

  test("the first success closes", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const [first, second] = [rig.permit(), rig.permit()];
    rig.settle(second, SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "closed", generation: 4, since: rig.now });
    expect(rig.happened("closed")).toEqual([{ kind: "closed", at: rig.now, generation: 4, successes: 1 }]);
    const closed = rig.circuit;
    rig.settle(first, failure());
    expect(rig.circuit).toBe(closed);
  });

  test("the first failure reopens with a fresh wait", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const [first, second] = [rig.permit(), rig.permit()];
    rig.wait(20);
    rig.settle(first, failure());
    expect(rig.circuit).toMatchObject({ state: "open", generation: 4, recoverAt: rig.now + 300_000 });
    const open = rig.circuit;
    rig.settle(second, SUCCESS);
    expect(rig.circuit).toBe(open);
  });

  test("a policy that asks for three successes closes at the third, and admits more as places come free", () => {
    const rig = new Rig({ half_open_max_calls: 2, half_open_successes: 3 });
    rig.tripAndRecover();
    const [first, second] = [rig.permit(), rig.permit()];
    expect(rig.admit().kind).toBe("rejection");
    rig.settle(first, SUCCESS);
    const third = rig.permit();
    rig.settle(second, SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "half_open", successes: 2, generation: 3 });
    rig.settle(third, SUCCESS);
    expect(rig.circuit.state).toBe("closed");
    expect(rig.happened("closed")).toMatchObject([{ successes: 3 }]);
  });

  test("successes of an earlier half-open phase do not count towards a later one", () => {
    const rig = new Rig({ half_open_successes: 2 });
    rig.tripAndRecover();
    rig.run(SUCCESS, failure());
    rig.wait(300);
    rig.run(SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "half_open", successes: 1 });
  });

  test("a probe that reports twice counts once", () => {
    const rig = new Rig({ half_open_successes: 2 });
    rig.tripAndRecover();
    const probe = rig.permit();
    rig.settle(probe, SUCCESS);
    rig.settle(probe, SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "half_open", successes: 1 });
  });

  test("a lowered limit admits nobody until enough probes are back", () => {
    const rig = new Rig({ half_open_max_calls: 3, half_open_successes: 5 });
    rig.tripAndRecover();
    const [first, second, third] = [rig.permit(), rig.permit(), rig.permit()];
    rig.policy = policyOf({ half_open_max_calls: 1, half_open_successes: 5 });
    rig.settle(first, SUCCESS);
    rig.settle(second, SUCCESS);
    expect(rig.admit().kind).toBe("rejection");
    rig.settle(third, SUCCESS);
    expect(rig.permit().kind).toBe("probe");
  });
});

describe("4. a probe whose caller died gives its permit back when its lease ends", () => {
  test("the lease is the execution's budget and 5 seconds more", () => {
    const rig = new Rig({ half_open_max_calls: 1, timeout_seconds: 10 });
    rig.tripAndRecover();
    rig.permit("instance-2");
    rig.wait(14.999);
    expect(rig.admit().kind).toBe("rejection");
    rig.wait(0.001);
    expect(rig.permit().kind).toBe("probe");
    expect(LEASE_GRACE_MS).toBe(5000);
    expect(rig.happened("probe_expired")).toEqual([
      { kind: "probe_expired", at: rig.now, generation: 3, probe: "probe-6", by: "instance-2" },
    ]);
  });

  test("a fraction of a second of budget makes a lease of whole milliseconds", () => {
    const rig = new Rig({ timeout_seconds: 0.0105 });
    rig.tripAndRecover();
    expect(rig.permit()).toMatchObject({ expiresAt: rig.now + 5011 });
  });

  test("what it reports later is dropped", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const [dead, alive] = [rig.permit(), rig.permit()];
    rig.wait(35);
    rig.tick();
    const before = rig.circuit;
    for (const outcome of [SUCCESS, failure()]) {
      rig.settle(dead, outcome);
      rig.settle(alive, outcome);
    }
    expect(rig.circuit).toBe(before);
    expect(before).toMatchObject({ state: "half_open", probes: [], consecutiveFailures: 5 });
  });

  test("what it reports at the very end of its lease is late", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const probe = rig.permit();
    rig.wait(35);
    rig.settle(probe, SUCCESS);
    expect(rig.circuit.state).toBe("half_open");
  });

  test("a report one millisecond earlier counts", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const probe = rig.permit();
    rig.wait(34.999);
    rig.settle(probe, SUCCESS);
    expect(rig.circuit.state).toBe("closed");
  });

  test("no circuit is ever stuck: with all probes dead for good, another one goes out at the next lease end", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    for (let round = 0; round < 100; round += 1) {
      for (let probe = 0; probe < 3; probe += 1) rig.permit();
      expect(rig.admit().kind).toBe("rejection");
      rig.wait(35);
    }
    rig.run(SUCCESS);
    expect(rig.circuit.state).toBe("closed");
    expect(rig.happened("probe_expired")).toHaveLength(300);
  });

  test("each lease ends at its own time", () => {
    const rig = new Rig({ half_open_max_calls: 2 });
    rig.tripAndRecover();
    rig.permit();
    rig.wait(10);
    rig.permit();
    rig.wait(25);
    rig.tick();
    expect(rig.look().probes.map(({ id }) => id)).toEqual(["probe-7"]);
  });

  test("while all probes are out, retry_after is the earliest lease end in whole seconds, at least 1", () => {
    const rig = new Rig({ half_open_max_calls: 2 });
    rig.tripAndRecover();
    rig.permit();
    rig.wait(10);
    rig.permit();
    expect(rig.admit()).toMatchObject({ retryAfter: 25 });
    rig.wait(0.001);
    expect(rig.admit()).toMatchObject({ retryAfter: 25 });
    rig.wait(24.998);
    expect(rig.admit()).toMatchObject({ retryAfter: 1 });
  });

  test("a lease outlives an edit of the policy as it was given", () => {
    const rig = new Rig({ half_open_max_calls: 1 });
    rig.tripAndRecover();
    rig.permit();
    rig.policy = policyOf({ half_open_max_calls: 1, timeout_seconds: 3600 });
    rig.wait(35);
    expect(rig.permit().kind).toBe("probe");
  });
});

describe("admission", () => {
  test("a closed circuit admits any number at once and stays the same object", () => {
    const rig = new Rig();
    const before = rig.circuit;
    for (let call = 0; call < 1000; call += 1) {
      expect(rig.admit()).toEqual({ kind: "pass", circuit: "external_api", generation: 1 });
    }
    expect(rig.circuit).toBe(before);
  });

  test("an open circuit rejects until the very millisecond of its recovery, then sends a probe", () => {
    const rig = new Rig();
    rig.trip();
    rig.wait(299.999);
    const before = rig.circuit;
    expect(rig.admit()).toMatchObject({ kind: "rejection", reason: "open" });
    expect(rig.circuit).toBe(before);
    rig.wait(0.001);
    expect(rig.permit().kind).toBe("probe");
    expect(rig.happened("half_opened")).toEqual([{ kind: "half_opened", at: START + 300_000, generation: 3 }]);
  });

  test.each([
    [0, 300],
    [0.001, 300],
    [1, 299],
    [1.5, 299],
    [298.999, 2],
    [299, 1],
    [299.999, 1],
  ])("after %f s of 300 an open circuit says to wait %i s", (elapsed, retryAfter) => {
    const rig = new Rig();
    rig.trip();
    rig.wait(elapsed);
    expect(rig.admit()).toMatchObject({ retryAfter });
  });

  test("a wait of less than a second is told as 1", () => {
    const rig = new Rig({ recovery_timeout: 0.1 });
    rig.trip();
    expect(rig.admit()).toMatchObject({ retryAfter: 1 });
  });

  test("a rejection says which circuit, in which state", () => {
    const rig = new Rig();
    rig.trip();
    expect(rig.admit()).toEqual({
      kind: "rejection",
      circuit: "external_api",
      state: "open",
      reason: "open",
      retryAfter: 300,
      lastError: "Connection timeout",
    });
  });
});
