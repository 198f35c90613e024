import { describe, expect, test } from "vitest";
import { type ClosedCircuit, newCircuit, nextDeadline, SUCCESS } from "./index.ts";
import { rampShare } from "./ramp.ts";
import { failure, Rig, START } from "./testkit.ts";

const SECOND = 1000;

/** A circuit that has just been closed by a probe, with calls let back in over ten seconds. */
function closing(patch: ConstructorParameters<typeof Rig>[0] = {}): Rig {
  const rig = new Rig({ ramp_seconds: 10, recovery_timeout: 1, failure_threshold: 3, ...patch });
  rig.tripAndRecover();
  rig.run(SUCCESS);
  return rig;
}

/** Whether a call of this lot is let through. */
function passes(rig: Rig, lot: number): boolean {
  return rig.admit(null, lot).kind === "pass";
}

describe("after closing, calls are let back in bit by bit", () => {
  test.each([
    [0, 0.05],
    [1, 0.05],
    [4999, 0.05],
    [5000, 0.25],
    [9999, 0.25],
    [10_000, 1],
    [1e9, 1],
  ])("%i ms into a ramp of 10 s the share is %f", (elapsed, share) => {
    const rig = closing();
    rig.wait(elapsed / SECOND);
    expect(rig.look()).toMatchObject({ state: "closed", share });
    expect(rampShare(rig.circuit as ClosedCircuit, rig.now)).toBe(share);
  });

  test.each([
    [1, [0.05, 1]],
    [2, [0.05, 0.25, 1]],
    [3, [0.05, 0.05, 0.25, 1]],
  ])("a ramp of %i ms lets through, millisecond by millisecond, %j", (length, shares) => {
    const circuit: ClosedCircuit = { ...newCircuit("external_api", START), ramp: { from: START, length } };
    expect(shares.map((_, elapsed) => rampShare(circuit, START + elapsed))).toEqual(shares);
  });

  test.each([
    [0, 0.0499, 0.05],
    [5, 0.2499, 0.25],
  ])("after %i s a call of the lot %f passes, one of %f does not", (elapsed, below, at) => {
    const rig = closing();
    rig.wait(elapsed);
    expect(passes(rig, below)).toBe(true);
    expect(passes(rig, at)).toBe(false);
  });

  test("afterwards every call passes", () => {
    const rig = closing();
    rig.wait(10);
    expect(passes(rig, 0.999_999_999)).toBe(true);
  });

  test("the end of the ramp is written without an event, and is a deadline until then", () => {
    const rig = closing();
    expect(rig.circuit).toMatchObject({ ramp: { from: rig.now, length: 10_000 } });
    expect(nextDeadline(rig.circuit)).toBe(rig.now + 10_000);
    expect(rig.look()).toMatchObject({ rampEndsAt: rig.now + 10_000 });
    const { ramp: _, ...before } = rig.circuit as ClosedCircuit;
    const happened = rig.events.length;
    rig.wait(9.999);
    rig.tick();
    expect(rig.circuit).toMatchObject({ ramp: { length: 10_000 } });
    rig.wait(0.001);
    rig.tick();
    expect(rig.circuit).toEqual({ ...before, ramp: null });
    expect(rig.events).toHaveLength(happened);
    expect(rig.look()).toMatchObject({ share: 1, rampEndsAt: null });
    expect(nextDeadline(rig.circuit)).toBe(Number.POSITIVE_INFINITY);
  });

  test("a hold that ends before the ramp, with it, or after it, ends at its own time", () => {
    for (const length of [4000, 10_000, 15_000]) {
      const rig = closing();
      rig.override({ mode: "dry_run", length });
      const closedAt = rig.now;
      expect(nextDeadline(rig.circuit)).toBe(closedAt + Math.min(length, 10_000));
      rig.wait(60);
      rig.tick();
      expect(rig.circuit).toMatchObject({ ramp: null, override: null });
      expect(rig.happened("override_expired")).toMatchObject([{ at: closedAt + length }]);
    }
  });

  test("without seconds for it every call passes at once", () => {
    const rig = closing({ ramp_seconds: 0 });
    expect(rig.circuit).toMatchObject({ ramp: null });
    expect(passes(rig, 0.999_999_999)).toBe(true);
  });

  test("is a whole number of milliseconds, and none where it would be less than one", () => {
    expect(closing({ ramp_seconds: 0.0015 }).circuit).toMatchObject({ ramp: { length: 2 } });
    expect(closing({ ramp_seconds: 0.0004 }).circuit).toMatchObject({ ramp: null });
  });

  test("goes on as it began when the policy is edited", () => {
    const rig = closing();
    rig.policy = { ...rig.policy, ramp_seconds: 0 };
    expect(rig.look()).toMatchObject({ share: 0.05, rampEndsAt: rig.now + 10_000 });
  });
});

describe("two failures in a row during the ramp", () => {
  test.each([
    [0.5, "in the first half"],
    [6, "in the second half"],
    [9.999, "at its last millisecond"],
  ])("after %f s, %s, begin it again", (elapsed) => {
    const rig = closing();
    rig.wait(elapsed);
    rig.run(failure(), failure());
    expect(rig.circuit).toMatchObject({ state: "closed", ramp: { from: rig.now, length: 10_000 } });
    expect(rig.look()).toMatchObject({ share: 0.05 });
    rig.wait(9.999);
    expect(rig.look()).toMatchObject({ share: 0.25 });
    rig.wait(0.001);
    expect(rig.look()).toMatchObject({ share: 1 });
  });

  test("do so too where failures are judged by their rate alone", () => {
    const rig = closing({ strategy: "failure_rate", minimum_calls: 3 });
    rig.wait(6);
    rig.run(failure(), failure());
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 2, ramp: { from: rig.now } });
  });

  test("after its end begin none", () => {
    const rig = closing();
    rig.wait(10);
    rig.run(failure(), failure());
    expect(rig.circuit).toMatchObject({ consecutiveFailures: 2, ramp: null });
  });

  test("that open the circuit end it; closing again begins another", () => {
    const rig = closing();
    rig.trip();
    expect("ramp" in rig.circuit).toBe(false);
    rig.wait(1);
    rig.run(SUCCESS);
    expect(rig.circuit).toMatchObject({ ramp: { from: rig.now } });
  });

  test("are needed: one among successes is nothing new, and lets the ramp go on", () => {
    const rig = closing();
    const { ramp } = rig.circuit as ClosedCircuit;
    for (let second = 0; second < 9; second += 1) {
      rig.wait(1);
      rig.run(failure(), SUCCESS);
    }
    expect(rig.circuit).toMatchObject({ state: "closed", ramp });
    rig.wait(1);
    expect(rig.look()).toMatchObject({ share: 1 });
  });

  test("a success or a call that says nothing leaves it as it is", () => {
    const rig = closing();
    const before = rig.circuit;
    rig.wait(6);
    rig.run(SUCCESS, { kind: "ignored" });
    expect(rig.circuit).toBe(before);
  });

  test("count under forced_closed, and begin the ramp again", () => {
    const rig = closing();
    rig.override({ mode: "forced_closed" });
    rig.wait(6);
    rig.run(failure(), failure());
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 2, ramp: { from: rig.now } });
  });
});

describe("a person who closes a circuit", () => {
  test("has seen to the cause: nothing is held back", () => {
    const rig = new Rig({ ramp_seconds: 10 });
    rig.trip();
    rig.reset();
    expect(rig.circuit).toMatchObject({ state: "closed", ramp: null });
    expect(passes(rig, 0.999_999_999)).toBe(true);
  });

  test("ends a ramp that is on", () => {
    const rig = closing();
    expect(rig.reset()).toMatchObject({ changed: true });
    expect(rig.circuit).toMatchObject({ state: "closed", ramp: null });
  });

  test("who has it tested first leaves the closing to the probe, and with it the ramp", () => {
    const rig = new Rig({ ramp_seconds: 10 });
    rig.trip();
    rig.reset({ to: "half_open" });
    rig.run(SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "closed", ramp: { from: rig.now, length: 10_000 } });
  });
});

describe("a clock that goes back during the ramp", () => {
  test("begins it again where it lies behind the beginning, once, so that it never lasts longer than its length", () => {
    const rig = closing();
    rig.wait(-3600);
    expect(rig.look()).toMatchObject({ share: 0.05, rampEndsAt: rig.now + 10_000 });
    rig.tick();
    expect(rig.circuit).toMatchObject({ ramp: { from: rig.now, length: 10_000 } });
    const moved = rig.circuit;
    rig.wait(9.999);
    rig.tick();
    expect(rig.circuit).toBe(moved);
    rig.wait(0.001);
    expect(rig.look()).toMatchObject({ share: 1 });
  });

  test("within the ramp changes nothing but how far it has come", () => {
    const rig = closing();
    const before = rig.circuit;
    rig.wait(6);
    expect(rig.look().share).toBe(0.25);
    rig.wait(-6);
    rig.tick();
    expect(rig.circuit).toBe(before);
    expect(rig.look().share).toBe(0.05);
  });

  test("behind the beginning by what clocks may differ by changes nothing; by a millisecond more it is behind it", () => {
    const rig = closing();
    const before = rig.circuit;
    rig.wait(-1);
    rig.tick();
    expect(rig.circuit).toBe(before);
    rig.wait(-0.001);
    rig.tick();
    expect(rig.circuit).toMatchObject({ ramp: { from: rig.now } });
  });
});
