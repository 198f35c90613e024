import { describe, expect, test } from "vitest";
import { type Circuit, type CircuitState, IGNORED, type OverrideMode, type ResetAct, reset, SUCCESS } from "./index.ts";
import { failure, Rig, START } from "./testkit.ts";

const STATES: readonly CircuitState[] = ["closed", "open", "half_open"];
const MODES: readonly OverrideMode[] = ["forced_open", "forced_closed", "dry_run"];
const EVERY_HOLD = MODES.flatMap((mode) => STATES.map((state) => ({ mode, state })));

/** A circuit in a state, with two failures behind it where it is closed. */
function rigIn(state: CircuitState): Rig {
  const rig = new Rig({ half_open_max_calls: 1 });
  if (state === "closed") rig.run(failure(), failure());
  if (state === "open") rig.trip();
  if (state === "half_open") rig.tripAndRecover();
  return rig;
}

describe("10. under an override state stays the computed one and a reset keeps the override", () => {
  test.each(EVERY_HOLD)("$mode leaves a circuit ($state) in its state and generation", ({ mode, state }) => {
    const rig = rigIn(state);
    const { override: _, acts, ...before } = rig.circuit;
    expect(rig.override({ mode, reason: "maintenance", length: 60_000 })).toEqual({
      done: true,
      changed: true,
      previousState: state,
    });
    const held = { mode, actor: "ada", reason: "maintenance", at: rig.now, until: rig.now + 60_000, length: 60_000 };
    expect(rig.circuit).toEqual({ ...before, override: held, acts: acts + 1 });
    const { kind, at, generation, ...told } = rig.happened("override_set")[0] ?? {};
    expect({ kind, at, generation }).toEqual({ kind: "override_set", at: rig.now, generation: before.generation });
    expect(told).toEqual({ actor: "ada", reason: "maintenance", mode, until: rig.now + 60_000 });
  });

  test.each(EVERY_HOLD)("a reset under $mode closes a circuit ($state) and keeps the hold", ({ mode, state }) => {
    const rig = rigIn(state);
    rig.override({ mode });
    const held = rig.circuit.override;
    rig.reset();
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 0, override: held });
  });

  test.each(MODES)("under %s an open circuit still becomes half-open by time", (mode) => {
    const rig = rigIn("open");
    rig.override({ mode });
    rig.wait(300);
    rig.tick();
    expect(rig.circuit).toMatchObject({ state: "half_open", generation: 3, since: START + 300_000 });
  });

  describe("forced_open", () => {
    test.each(STATES)("rejects all of a circuit (%s), and tells its computed state", (state) => {
      const rig = rigIn(state);
      rig.override({ mode: "forced_open" });
      const held = rig.circuit;
      expect(rig.admit()).toMatchObject({ kind: "rejection", reason: "forced_open", state });
      expect(rig.circuit).toBe(held);
    });

    test("sends no probes, however long it lasts", () => {
      const rig = rigIn("open");
      rig.override({ mode: "forced_open" });
      for (let day = 0; day < 3; day += 1) {
        rig.wait(86_400);
        expect(rig.admit()).toMatchObject({ kind: "rejection", reason: "forced_open" });
      }
      expect(rig.look()).toMatchObject({ state: "half_open", probes: [] });
    });

    test("calls that were in flight still count, and open the circuit underneath", () => {
      const rig = new Rig();
      const permits = Array.from({ length: 5 }, () => rig.permit());
      rig.override({ mode: "forced_open" });
      for (const permit of permits) rig.settle(permit, failure());
      expect(rig.circuit).toMatchObject({ state: "open", override: { mode: "forced_open" } });
    });

    test("a probe that was in flight still closes the circuit underneath", () => {
      const rig = rigIn("half_open");
      const probe = rig.permit();
      rig.override({ mode: "forced_open" });
      rig.settle(probe, SUCCESS);
      expect(rig.circuit).toMatchObject({ state: "closed", override: { mode: "forced_open" } });
    });

    test("says to wait until it ends", () => {
      const rig = rigIn("closed");
      rig.override({ mode: "forced_open", length: 60_000 });
      rig.wait(0.5);
      expect(rig.admit()).toMatchObject({ retryAfter: 60 });
      rig.wait(59.4);
      expect(rig.admit()).toMatchObject({ retryAfter: 1 });
    });

    test("says to wait for the recovery where the circuit underneath stays open longer", () => {
      const rig = rigIn("open");
      rig.override({ mode: "forced_open", length: 60_000 });
      expect(rig.admit()).toMatchObject({ reason: "forced_open", retryAfter: 300 });
    });

    test("without an end it says to wait as long as an opening would", () => {
      const rig = new Rig({ recovery_timeout: 12.5 });
      rig.override({ mode: "forced_open" });
      rig.wait(1000);
      expect(rig.admit()).toMatchObject({ retryAfter: 13 });
    });
  });

  describe("forced_closed", () => {
    test.each(STATES)("admits all to a circuit (%s), beyond any number of probes", (state) => {
      const rig = rigIn(state);
      rig.override({ mode: "forced_closed" });
      const held = rig.circuit;
      for (let call = 0; call < 10; call += 1) {
        expect(rig.admit()).toEqual({ kind: "pass", circuit: "external_api", generation: held.generation });
      }
      expect(rig.circuit).toBe(held);
    });

    test.each(STATES)("counts failures of a circuit (%s) and never changes its state", (state) => {
      const rig = rigIn(state);
      rig.override({ mode: "forced_closed" });
      const { consecutiveFailures, generation } = rig.circuit;
      for (let call = 0; call < 10; call += 1) rig.run(failure("still down"));
      expect(rig.circuit).toMatchObject({ state, generation, consecutiveFailures: consecutiveFailures + 10 });
      expect(rig.circuit.lastError?.message).toBe("still down");
      expect("ramp" in rig.circuit).toBe(state === "closed");
      expect(rig.happened("opened")).toHaveLength(state === "closed" ? 0 : 1);
    });

    test.each(STATES)("counts a success of a circuit (%s) and never changes its state", (state) => {
      const rig = rigIn(state);
      rig.override({ mode: "forced_closed" });
      const { generation } = rig.circuit;
      rig.run(SUCCESS, IGNORED);
      expect(rig.circuit).toMatchObject({ state, generation, consecutiveFailures: 0, failures: [] });
      const healthy = rig.circuit;
      rig.run(SUCCESS);
      expect(rig.circuit).toBe(healthy);
    });

    test.each([SUCCESS, failure()])(
      "takes back a probe from before it without changing the state ($kind)",
      (outcome) => {
        const rig = rigIn("half_open");
        const probe = rig.permit();
        rig.override({ mode: "forced_closed" });
        rig.settle(probe, outcome);
        expect(rig.circuit).toMatchObject({ state: "half_open", probes: [], successes: 0, generation: 3 });
      },
    );

    test("once lifted, the next failure opens a circuit that counted beyond its threshold", () => {
      const rig = new Rig();
      rig.override({ mode: "forced_closed" });
      for (let call = 0; call < 8; call += 1) rig.run(failure());
      rig.override({ mode: null });
      expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 8 });
      rig.run(failure());
      expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 9 });
    });

    test("once lifted, a call that it let through to an open circuit changes nothing", () => {
      const rig = rigIn("open");
      rig.override({ mode: "forced_closed" });
      const permit = rig.permit();
      rig.override({ mode: null });
      const open = rig.circuit;
      for (const outcome of [SUCCESS, failure()]) rig.settle(permit, outcome);
      expect(rig.circuit).toBe(open);
    });
  });

  describe("dry_run", () => {
    test("runs what it would have rejected, with a permit that settles as nothing", () => {
      const rig = rigIn("open");
      const rejection = rig.admit();
      rig.override({ mode: "dry_run" });
      const open = rig.circuit;
      const permit = rig.permit();
      expect(permit).toEqual({ kind: "void", circuit: "external_api", generation: 2, instead: rejection });
      for (const outcome of [SUCCESS, failure(), IGNORED]) rig.settle(permit, outcome);
      expect(rig.circuit).toBe(open);
    });

    test("runs the machine: opens, sends probes, reopens, closes", () => {
      const rig = new Rig({ half_open_max_calls: 1 });
      rig.override({ mode: "dry_run" });
      rig.trip();
      rig.wait(300);
      const probe = rig.permit();
      expect(probe.kind).toBe("probe");
      expect(rig.permit()).toMatchObject({ kind: "void", instead: { reason: "probes_in_flight", retryAfter: 35 } });
      rig.settle(probe, failure());
      expect(rig.circuit.state).toBe("open");
      rig.wait(300);
      rig.run(SUCCESS);
      expect(rig.circuit.state).toBe("closed");
      expect(rig.events.map(({ kind }) => kind)).toEqual([
        "override_set",
        "opened",
        "half_opened",
        "opened",
        "half_opened",
        "closed",
      ]);
    });

    test("a closed circuit gives ordinary permits", () => {
      const rig = rigIn("closed");
      rig.override({ mode: "dry_run" });
      expect(rig.permit().kind).toBe("pass");
    });

    test("a void permit stays void when the hold is replaced by one that counts", () => {
      const rig = rigIn("open");
      rig.override({ mode: "dry_run" });
      const permit = rig.permit();
      rig.override({ mode: "forced_closed" });
      const held = rig.circuit;
      rig.settle(permit, SUCCESS);
      expect(rig.circuit).toBe(held);
    });
  });
});

describe("overrides", () => {
  test.each(EVERY_HOLD)("$mode on a circuit ($state) ends by itself at its time", ({ mode, state }) => {
    const rig = rigIn(state);
    const { acts, ...before } = rig.circuit;
    rig.override({ mode, length: 60_000 });
    rig.wait(59.999);
    rig.tick();
    expect(rig.circuit.override?.mode).toBe(mode);
    rig.wait(0.001);
    rig.tick();
    expect(rig.circuit).toEqual({ ...before, acts: acts + 1 });
    expect(rig.happened("override_expired")).toEqual([
      { kind: "override_expired", at: rig.now, generation: before.generation, mode },
    ]);
  });

  test("without an end it holds until it is lifted", () => {
    const rig = rigIn("closed");
    rig.override({ mode: "forced_open" });
    expect(rig.circuit.override).toMatchObject({ until: null, length: null });
    rig.wait(10 * 365 * 86_400);
    rig.tick();
    expect(rig.circuit.override?.mode).toBe("forced_open");
    expect(rig.override({ mode: null, actor: "grace", reason: "done" })).toEqual({
      done: true,
      changed: true,
      previousState: "closed",
    });
    expect(rig.circuit.override).toBeNull();
    expect(rig.happened("override_cleared")).toEqual([
      {
        kind: "override_cleared",
        at: rig.now,
        generation: 1,
        actor: "grace",
        reason: "done",
        mode: "forced_open",
      },
    ]);
  });

  test("a later one replaces an earlier one with its end and all", () => {
    const rig = rigIn("closed");
    rig.override({ mode: "forced_open", length: 60_000, reason: "first" });
    rig.wait(30);
    rig.override({ mode: "dry_run", actor: "grace" });
    expect(rig.circuit.override).toEqual({
      mode: "dry_run",
      actor: "grace",
      reason: null,
      at: rig.now,
      until: null,
      length: null,
    });
    rig.wait(60);
    rig.tick();
    expect(rig.circuit.override?.mode).toBe("dry_run");
    expect(rig.happened("override_set").map(({ mode }) => mode)).toEqual(["forced_open", "dry_run"]);
    expect(rig.happened("override_expired")).toEqual([]);
  });

  test("lifting where nothing holds changes nothing", () => {
    const rig = rigIn("open");
    const before = rig.circuit;
    expect(rig.override({ mode: null })).toEqual({ done: true, changed: false, previousState: "open" });
    expect(rig.circuit).toBe(before);
    expect(rig.happened("override_cleared")).toEqual([]);
  });

  test("lifting one that has already ended by itself changes nothing more", () => {
    const rig = rigIn("closed");
    rig.override({ mode: "forced_open", length: 1000 });
    rig.wait(5);
    expect(rig.override({ mode: null })).toMatchObject({ changed: false });
    expect(rig.events.map(({ kind }) => kind)).toEqual(["override_set", "override_expired"]);
  });

  test.each([...MODES, null])("one made for an older generation (%s) is refused, and tells the present one", (mode) => {
    const rig = rigIn("open");
    rig.override({ mode: "dry_run" });
    const before = rig.circuit;
    expect(rig.override({ mode, expectedGeneration: 1 })).toEqual({
      done: false,
      refused: "generation_moved",
      generation: 2,
    });
    expect(rig.circuit).toBe(before);
    expect(rig.override({ mode, expectedGeneration: 2 })).toMatchObject({ done: true });
  });

  test("an open circuit whose wait is over has moved on, though nobody wrote it", () => {
    const rig = rigIn("open");
    rig.wait(300);
    expect(rig.override({ mode: "dry_run", expectedGeneration: 2 })).toMatchObject({ done: false, generation: 3 });
    expect(rig.override({ mode: "dry_run", expectedGeneration: 3 })).toMatchObject({
      done: true,
      previousState: "half_open",
    });
  });
});

describe("resets", () => {
  test.each(STATES)("closes a circuit (%s) and clears its counts, its failures and its last error", (state) => {
    const rig = rigIn(state);
    rig.wait(1);
    const { generation, acts, since } = rig.circuit;
    expect(rig.reset({ reason: "fixed upstream" })).toEqual({ done: true, changed: true, previousState: state });
    expect(rig.circuit).toEqual({
      state: "closed",
      id: "external_api",
      generation: generation + 1,
      since: state === "closed" ? since : rig.now,
      consecutiveFailures: 0,
      lastError: null,
      failures: [],
      override: null,
      openings: 0,
      acts: acts + 1,
      ramp: null,
    });
    expect(rig.happened("reset")).toEqual([
      {
        kind: "reset",
        at: rig.now,
        generation: generation + 1,
        actor: "ada",
        reason: "fixed upstream",
        previousState: state,
        to: "closed",
      },
    ]);
  });

  test.each(["open", "half_open"] as const)("to half-open has a circuit (%s) tested at once", (state) => {
    const rig = rigIn(state);
    if (state === "half_open") rig.permit();
    const { generation, consecutiveFailures, failures } = rig.circuit;
    expect(rig.reset({ to: "half_open" })).toEqual({ done: true, changed: true, previousState: state });
    expect(rig.circuit).toMatchObject({ state: "half_open", generation: generation + 1, probes: [], successes: 0 });
    expect(rig.circuit).toMatchObject({ consecutiveFailures, failures });
    expect(rig.permit().kind).toBe("probe");
  });

  test("to half-open is refused for a closed circuit", () => {
    const rig = rigIn("closed");
    const before = rig.circuit;
    expect(rig.reset({ to: "half_open" })).toEqual({ done: false, refused: "already_closed", generation: 1 });
    expect(rig.circuit).toBe(before);
    expect(rig.events).toEqual([]);
  });

  test("of a circuit that is as good as new says that nothing changed, and still drops calls in flight", () => {
    const rig = new Rig({ failure_threshold: 1 });
    const inFlight = rig.permit();
    expect(rig.reset()).toEqual({ done: true, changed: false, previousState: "closed" });
    expect(rig.circuit).toMatchObject({ generation: 2, acts: 1 });
    rig.settle(inFlight, failure());
    expect(rig.circuit.state).toBe("closed");
  });

  test("of a closed circuit that has a count or a last error says that something changed", () => {
    const counting = rigIn("closed");
    expect(counting.reset()).toMatchObject({ changed: true });
    const recovered = new Rig();
    recovered.run(failure(), SUCCESS);
    expect(recovered.reset()).toMatchObject({ changed: true });
  });

  test("says that something changed by any one of its state, its count and its last error", () => {
    const act = { actor: "ada", reason: null, expectedGeneration: null, to: "closed" } as const;
    const changed = (circuit: Circuit) => reset({ ...circuit, lastError: null }, act, START).result;
    expect(changed(rigIn("open").circuit)).toMatchObject({ changed: true });
    expect(changed({ ...rigIn("open").circuit, consecutiveFailures: 0 })).toMatchObject({ changed: true });
    expect(changed(rigIn("closed").circuit)).toMatchObject({ changed: true });
    expect(changed(new Rig().circuit)).toMatchObject({ changed: false });
  });

  test.each<ResetAct["to"]>(["closed", "half_open"])("to %s made for an older generation is refused", (to) => {
    const rig = rigIn("open");
    const before = rig.circuit;
    const refused = { done: false, refused: "generation_moved", generation: 2 };
    expect(rig.reset({ to, expectedGeneration: 1 })).toEqual(refused);
    expect(rig.reset({ to, expectedGeneration: 3 })).toEqual(refused);
    expect(rig.circuit).toBe(before);
    expect(rig.reset({ to, expectedGeneration: 2 })).toMatchObject({ done: true });
  });

  test("of two admins who saw the same outage the second is told that it has moved on", () => {
    const rig = rigIn("open");
    const { generation } = rig.look();
    expect(rig.reset({ actor: "ada", expectedGeneration: generation })).toMatchObject({ done: true });
    expect(rig.reset({ actor: "grace", expectedGeneration: generation })).toMatchObject({ done: false });
    expect(rig.happened("reset").map(({ actor }) => actor)).toEqual(["ada"]);
  });

  test("of an open circuit whose wait is over is one of a half-open circuit", () => {
    const rig = rigIn("open");
    rig.wait(400);
    expect(rig.reset({ expectedGeneration: 3 })).toEqual({ done: true, changed: true, previousState: "half_open" });
    expect(rig.events.map(({ kind, at }) => [kind, at])).toEqual([
      ["opened", START],
      ["half_opened", START + 300_000],
      ["reset", START + 400_000],
    ]);
  });

  test("a refused one still writes what time has done", () => {
    const rig = rigIn("open");
    rig.wait(300);
    expect(rig.reset({ expectedGeneration: 2 })).toMatchObject({ done: false, generation: 3 });
    expect(rig.circuit.state).toBe("half_open");
  });

  test("a circuit that was reset opens again only by its threshold", () => {
    const rig = rigIn("half_open");
    rig.reset();
    rig.run(failure(), failure(), failure(), failure());
    expect(rig.circuit.state).toBe("closed");
    rig.wait(1000);
    rig.tick();
    expect(rig.circuit.state).toBe("closed");
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", openedAt: rig.now });
  });
});

describe("acts of people", () => {
  test("are counted, and nothing else is", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    rig.run(SUCCESS);
    expect(rig.circuit.acts).toBe(0);
    rig.override({ mode: "dry_run", length: 1000 });
    rig.wait(1);
    rig.tick();
    rig.override({ mode: "forced_open" });
    rig.override({ mode: null });
    rig.override({ mode: null });
    rig.trip();
    expect(rig.circuit.acts).toBe(3);
    rig.reset();
    rig.reset({ expectedGeneration: 1 });
    expect(rig.circuit.acts).toBe(4);
  });
});
