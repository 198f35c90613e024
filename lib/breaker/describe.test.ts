import { describe, expect, test } from "vitest";
import { describe as describeCircuit, type OverrideMode, type Sightings, SUCCESS } from "./index.ts";
import { deepFreeze, failure, Rig, START } from "./testkit.ts";

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

describe("what this process has seen, beside the circuit itself", () => {
  const SEEN: Sightings = deepFreeze({
    consecutiveFailures: 3,
    lastError: { at: START + 1000, message: "seen here", group: "503" },
    counts: { calls: 10, failures: 4, slow: 1 },
    share: 0.8,
  });
  const look = (rig: Rig, seen: Sightings = SEEN) => describeCircuit(rig.circuit, rig.policy, rig.now, seen);

  test("is shown of a closed one: its window, its share, its failures in a row, its last error", () => {
    expect(look(new Rig())).toMatchObject({
      window: { calls: 10, failures: 4, slow: 1 },
      share: 0.8,
      consecutiveFailures: 3,
      lastError: { message: "seen here" },
    });
  });

  test.each([
    [2, 3],
    [3, 3],
    [4, 4],
  ])("has no say over more failures in a row: of %i in the circuit and 3 here it shows %i", (counted, shown) => {
    const rig = new Rig();
    for (let call = 0; call < counted; call += 1) rig.run(failure());
    expect(look(rig).consecutiveFailures).toBe(shown);
  });

  test.each([
    [999, "seen here"],
    [1000, "counted"],
    [1001, "counted"],
  ])("the later error is shown: of one that the circuit counted after %i ms, %s", (ms, shown) => {
    const rig = new Rig();
    rig.wait(ms / 1000);
    rig.run(failure("counted"));
    expect(look(rig).lastError?.message).toBe(shown);
  });

  test("the circuit's error is shown where nothing was seen to fail here, and none where nothing has", () => {
    const rig = new Rig();
    expect(look(rig, { ...SEEN, lastError: null }).lastError).toBeNull();
    rig.run(failure("counted"));
    expect(look(rig, { ...SEEN, lastError: null }).lastError?.message).toBe("counted");
  });

  test.each(["open", "half_open"] as const)(
    "has no window, no share and no count to show of one that is %s",
    (state) => {
      const rig = new Rig({ failure_threshold: 2 });
      rig.trip();
      if (state === "half_open") rig.wait(300);
      expect(look(rig)).toMatchObject({
        state,
        window: null,
        share: null,
        rampEndsAt: null,
        consecutiveFailures: 2,
        lastError: { message: "seen here" },
      });
    },
  );

  test("shows the smaller of the ramp's share and its own", () => {
    const rig = new Rig({ ramp_seconds: 10 });
    rig.tripAndRecover();
    rig.run(SUCCESS);
    expect(look(rig)).toMatchObject({ share: 0.05, rampEndsAt: rig.now + 10_000 });
    expect(look(rig, { ...SEEN, share: 0.01 }).share).toBe(0.01);
    rig.wait(10);
    expect(look(rig)).toMatchObject({ share: 0.8, rampEndsAt: null });
  });

  test("is not changed by being shown", () => {
    const rig = new Rig({ ramp_seconds: 10 });
    const before = JSON.stringify(SEEN);
    for (const elapsed of [0, 1e6, -1e9]) describeCircuit(rig.circuit, rig.policy, START + elapsed, SEEN);
    expect(JSON.stringify(SEEN)).toBe(before);
  });
});

describe("how often it has opened in a row", () => {
  test("is shown in every state, beside the wait of this time", () => {
    const rig = new Rig({ recovery_timeout: 10, recovery_backoff: { factor: 2 } });
    expect(rig.look()).toMatchObject({ openings: 0, waitSeconds: null });
    rig.trip();
    expect(rig.look()).toMatchObject({ openings: 1, waitSeconds: 10 });
    rig.wait(10);
    expect(rig.look()).toMatchObject({ openings: 1, waitSeconds: null });
    rig.run(failure());
    expect(rig.look()).toMatchObject({ openings: 2, waitSeconds: 20, secondsUntilRecovery: 20 });
  });
});
