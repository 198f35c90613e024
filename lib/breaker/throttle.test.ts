import { describe, expect, test } from "vitest";
import { admit, CERTAIN, decide, newCircuit, type OverrideMode, type PolicyPatch, SUCCESS } from "./index.ts";
import { failure, policyOf, Rig, START } from "./testkit.ts";

const ADAPTIVE: PolicyPatch = { strategy: "adaptive", adaptive: { open_below: 0 } };

/** A closed circuit that lets a fifth of the calls through: one of ten has succeeded. */
function throttled(patch: PolicyPatch = {}): Rig {
  const rig = new Rig({ ...ADAPTIVE, ...patch });
  rig.run(SUCCESS);
  for (let call = 0; call < 9; call += 1) rig.run(failure());
  return rig;
}

describe("a closed circuit that lets through only a share of the calls", () => {
  test("passes a call whose lot lies below the share, and rejects the others", () => {
    const rig = throttled();
    const before = rig.circuit;
    expect(rig.admit(null, 0)).toEqual({ kind: "pass", circuit: "external_api", generation: 1 });
    expect(rig.admit(null, 0.1999).kind).toBe("pass");
    expect(rig.admit(null, 0.2).kind).toBe("rejection");
    expect(rig.admit(null, 0.999).kind).toBe("rejection");
    expect(rig.circuit).toBe(before);
  });

  test("rejects as throttled, says to ask again in a second, and that it is closed", () => {
    expect(throttled().admit(null, 0.5)).toEqual({
      kind: "rejection",
      circuit: "external_api",
      state: "closed",
      reason: "throttled",
      retryAfter: 1,
      lastError: null,
    });
  });

  test("shows its share, and what it is judged by", () => {
    expect(throttled().look()).toMatchObject({
      state: "closed",
      share: 0.2,
      consecutiveFailures: 9,
      lastError: { message: "Connection timeout" },
      window: { calls: 10, failures: 9, slow: 0 },
    });
  });

  test("lets everything through again when its calls succeed", () => {
    const rig = throttled({ window_calls: 10 });
    for (let call = 0; call < 5; call += 1) rig.run(SUCCESS);
    expect(rig.admit(null, 0.999).kind).toBe("pass");
    expect(rig.look()).toMatchObject({ share: 1, consecutiveFailures: 0 });
  });

  test("sees in its own rejections no failures: the share does not shrink by rejecting", () => {
    const rig = throttled();
    for (let call = 0; call < 1000; call += 1) rig.admit(null, 0.5);
    expect(rig.look()).toMatchObject({ share: 0.2, window: { calls: 10 } });
  });

  test("opens where too few succeed, and says so", () => {
    const rig = throttled({ adaptive: { open_below: 0.1 } });
    expect(rig.circuit.state).toBe("closed");
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 10 });
    expect(rig.happened("opened")[0]?.verdict).toMatchObject({ by: "adaptive", calls: 11, failures: 10, limit: 0.1 });
  });

  test("during a ramp lets through the smaller of the two shares", () => {
    const strategy: PolicyPatch["strategy"] = ["adaptive", "consecutive"];
    const rig = new Rig({ ...ADAPTIVE, strategy, minimum_calls: 1, window_calls: 20, ramp_seconds: 10 });
    rig.tripAndRecover();
    rig.run(SUCCESS);
    rig.wait(5);
    expect(rig.look().share).toBe(0.25);
    expect(rig.admit(null, 0.2499).kind).toBe("pass");
    expect(rig.admit(null, 0.25).kind).toBe("rejection");
    rig.run(failure(), failure());
    rig.wait(5);
    expect(rig.look().share).toBe(0.05);
    expect(rig.admit(null, 0.0499).kind).toBe("pass");
    expect(rig.admit(null, 0.05).kind).toBe("rejection");
    for (let call = 0; call < 18; call += 1) rig.settle(rig.permit(), SUCCESS);
    expect(rig.look().share).toBe(0.25);
  });
});

describe("a hold on a circuit that lets through only a share", () => {
  function held(mode: OverrideMode): Rig {
    const rig = throttled();
    rig.override({ mode });
    return rig;
  }

  test("dry_run runs what it would have rejected, with a permit that settles as nothing", () => {
    const rig = held("dry_run");
    const admission = rig.admit(null, 0.5);
    expect(admission).toMatchObject({
      kind: "void",
      generation: 1,
      instead: { kind: "rejection", reason: "throttled", retryAfter: 1 },
    });
    const before = rig.look();
    if (admission.kind === "void") rig.settle(admission, SUCCESS);
    expect(rig.look()).toEqual(before);
    expect(rig.admit(null, 0.1)).toMatchObject({ kind: "pass" });
  });

  test("forced_closed admits all, and its calls still count", () => {
    const rig = held("forced_closed");
    expect(rig.admit(null, 0.999)).toMatchObject({ kind: "pass" });
    for (let call = 0; call < 10; call += 1) rig.run(SUCCESS);
    expect(rig.look()).toMatchObject({ share: 1, window: { calls: 20, failures: 9 } });
  });

  test("forced_open rejects all as forced open", () => {
    expect(held("forced_open").admit(null, 0)).toMatchObject({ kind: "rejection", reason: "forced_open" });
  });
});

describe("a lot", () => {
  test("need not be drawn where nobody knows of a share: the circuit's own is what counts then", () => {
    const circuit = newCircuit("external_api", START);
    const request = { id: "p1", by: null };
    expect(admit(circuit, policyOf(), request, START).admission.kind).toBe("pass");
    expect(decide(circuit, policyOf(), START).kind).toBe("pass");
    const ramping = { ...circuit, ramp: { from: START, length: 10_000 } };
    expect(decide(ramping, policyOf(), START).kind).toBe("pass");
    expect(CERTAIN).toEqual({ lot: 0, share: 1 });
  });

  test("decides nothing where no share is judged", () => {
    const rig = new Rig();
    expect(rig.admit(null, 0.999_999_999).kind).toBe("pass");
    rig.trip();
    expect(rig.admit(null, 0).kind).toBe("rejection");
    rig.wait(300);
    expect(rig.admit(null, 0.999_999_999).kind).toBe("probe");
  });
});
