import { describe, expect, test } from "vitest";
import { describe as describeCircuit, type OverrideMode } from "./index.ts";
import { failure, Rig, START } from "./testkit.ts";

describe("looking at a circuit", () => {
  test("shows a healthy one with nulls wherever it is not open", () => {
    const rig = new Rig({ half_open_max_calls: 7 });
    expect(rig.look()).toEqual({
      id: "external_api",
      state: "closed",
      generation: 1,
      since: START,
      consecutiveFailures: 0,
      threshold: 5,
      lastError: null,
      openedAt: null,
      recoverAt: null,
      secondsUntilRecovery: null,
      waitSeconds: null,
      override: null,
      share: 1,
      rampEndsAt: null,
      openings: 0,
      window: null,
      maxCalls: 7,
      probes: [],
      successes: 0,
    });
  });

  test("shows when an open one opened and when it recovers", () => {
    const rig = new Rig({ recovery_timeout: 0.25 });
    rig.trip();
    expect(rig.look()).toMatchObject({
      state: "open",
      generation: 2,
      consecutiveFailures: 5,
      openedAt: START,
      recoverAt: START + 250,
      secondsUntilRecovery: 1,
      waitSeconds: 0.25,
      lastError: { message: "Connection timeout", at: START },
    });
  });

  test.each([
    [0, 300],
    [0.001, 300],
    [0.999, 300],
    [1, 299],
    [120, 180],
    [299, 1],
    [299.999, 1],
    [300, null],
    [10_000, null],
  ])("after %f s of 300 the countdown says %s", (elapsed, countdown) => {
    const rig = new Rig();
    rig.trip();
    rig.wait(elapsed);
    expect(rig.look().secondsUntilRecovery).toBe(countdown);
  });

  test("shows half-open by time though nobody has written it, as writing would", () => {
    const rig = new Rig();
    rig.trip();
    rig.wait(300);
    const seen = rig.look();
    expect(seen).toMatchObject({
      state: "half_open",
      generation: 3,
      openedAt: null,
      recoverAt: null,
      waitSeconds: null,
    });
    expect(rig.circuit.state).toBe("open");
    rig.tick();
    expect(rig.look()).toEqual(seen);
  });

  test("shows the probes that are out, without those whose lease is over", () => {
    const rig = new Rig({ half_open_max_calls: 2, half_open_successes: 3 });
    rig.tripAndRecover();
    rig.run({ kind: "success" });
    rig.permit("a");
    rig.wait(1);
    rig.permit("b");
    expect(rig.look()).toMatchObject({ maxCalls: 2, successes: 1, probes: [{ by: "a" }, { by: "b" }] });
    rig.wait(34);
    expect(rig.look().probes).toMatchObject([{ by: "b" }]);
  });

  test.each<OverrideMode>(["forced_open", "forced_closed", "dry_run"])("shows the computed state beside %s", (mode) => {
    const rig = new Rig();
    rig.trip();
    rig.override({ mode, length: 1000 });
    expect(rig.look()).toMatchObject({ state: "open", secondsUntilRecovery: 300, override: { mode, actor: "ada" } });
    rig.wait(1);
    expect(rig.look().override).toBeNull();
  });

  test("shows the threshold of the policy in force", () => {
    const rig = new Rig();
    rig.policy = { ...rig.policy, failure_threshold: 9 };
    expect(rig.look().threshold).toBe(9);
  });

  test("never changes anything, however often, and at whatever time", () => {
    const rig = new Rig();
    rig.trip();
    rig.override({ mode: "forced_open", length: 1000 });
    const { circuit } = rig;
    const before = JSON.stringify(circuit);
    // The rig freezes its circuits, so a write would throw.
    for (const elapsed of [0, 1e6, -1e9, 5000]) describeCircuit(circuit, rig.policy, START + elapsed);
    expect(JSON.stringify(circuit)).toBe(before);
    expect(rig.events.map(({ kind }) => kind)).toEqual(["opened", "override_set"]);
  });

  test("watching an outage makes no difference to how it goes on", () => {
    const [watched, alone] = [new Rig(), new Rig()];
    for (const rig of [watched, alone]) {
      for (let step = 0; step < 40; step += 1) {
        if (rig === watched) rig.look();
        if (rig.admit().kind === "pass") rig.run(failure());
        rig.wait(17);
      }
    }
    expect(watched.circuit).toEqual(alone.circuit);
    expect(watched.events).toEqual(alone.events);
  });
});
