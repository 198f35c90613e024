import { describe, expect, test } from "vitest";
import { type Evidence, type Permit, type RevisedPolicy, SUCCESS, trip } from "./index.ts";
import { deepFreeze, failure, policyOf, Rig, START } from "./testkit.ts";

const FAILURES = [
  { at: START, message: "timed out", group: "timeout" },
  { at: START + 500, message: "HTTP 503", group: "503" },
  { at: START + 900, message: "HTTP 503", group: "503" },
];
const EVIDENCE: Evidence = deepFreeze({
  verdict: {
    by: "failure_rate",
    rate: 0.75,
    limit: 0.5,
    calls: 4,
    failures: 3,
    slow: 0,
    windowSeconds: 60,
    windowCalls: null,
  },
  consecutiveFailures: 2,
  failures: FAILURES,
});

/** Trips the rig's circuit as a process does whose own calls speak for it. */
function tripped(rig: Rig, permit: Permit, evidence = EVIDENCE, policy: RevisedPolicy = rig.policy) {
  const step = trip(rig.circuit, policy, permit, evidence, rig.now);
  rig.circuit = deepFreeze(step.circuit);
  return step;
}

describe("what one process has seen", () => {
  test("opens a closed circuit, and the event says what was met, with its figures", () => {
    const rig = new Rig({ strategy: "failure_rate", recovery_timeout: 10 });
    const permit = rig.permit();
    rig.wait(1);
    const { circuit, events } = tripped(rig, permit, EVIDENCE, policyOf({ recovery_timeout: 10 }, 7));
    expect(circuit).toEqual({
      state: "open",
      id: "external_api",
      generation: 2,
      since: rig.now,
      consecutiveFailures: 2,
      lastError: FAILURES[2],
      failures: FAILURES,
      override: null,
      openings: 1,
      acts: 0,
      openedAt: rig.now,
      recoverAt: rig.now + 10_000,
      wait: 10_000,
    });
    expect(events).toEqual([
      {
        kind: "opened",
        at: rig.now,
        generation: 2,
        from: "closed",
        verdict: EVIDENCE.verdict,
        consecutiveFailures: 2,
        openings: 1,
        recoverAt: rig.now + 10_000,
        dossier: {
          failures: FAILURES,
          groups: [
            { group: "503", count: 2 },
            { group: "timeout", count: 1 },
          ],
          policyRevision: 7,
        },
      },
    ]);
  });

  test("leaves the last error as it was where no failure is named", () => {
    const rig = new Rig();
    rig.run(failure("earlier"), SUCCESS);
    const { circuit } = tripped(rig, rig.permit(), { ...EVIDENCE, failures: [] });
    expect(circuit).toMatchObject({ state: "open", failures: [], lastError: { message: "earlier" } });
  });

  test("changes nothing where the circuit has gone on to another generation", () => {
    const rig = new Rig();
    const permit = rig.permit();
    rig.reset();
    const before = rig.circuit;
    expect(tripped(rig, permit)).toEqual({ circuit: before, events: [] });
    expect(rig.circuit).toBe(before);
    expect(tripped(rig, { ...permit, generation: 3 }).circuit).toBe(before);
  });

  test.each(["open", "half_open"] as const)("changes nothing where the circuit is already %s", (state) => {
    const rig = new Rig();
    rig.trip();
    if (state === "half_open") rig.reset({ to: "half_open" });
    const before = rig.circuit;
    const permit: Permit = { kind: "pass", circuit: before.id, generation: before.generation };
    expect(tripped(rig, permit).circuit).toBe(before);
    expect(rig.circuit.state).toBe(state);
  });

  test("of two processes that see it at the same time opens once", () => {
    const rig = new Rig({ strategy: "failure_rate" });
    const [here, there] = [rig.permit(), rig.permit()];
    tripped(rig, here);
    const open = rig.circuit;
    rig.wait(1);
    expect(tripped(rig, there)).toEqual({ circuit: open, events: [] });
  });

  test("still writes what time has done, where it comes too late", () => {
    const rig = new Rig({ recovery_timeout: 10 });
    const late = rig.permit();
    rig.trip();
    rig.wait(10);
    const { circuit, events } = tripped(rig, late);
    expect(circuit).toMatchObject({ state: "half_open", generation: 3 });
    expect(events.map(({ kind }) => kind)).toEqual(["half_opened"]);
  });

  test("changes nothing under forced_closed", () => {
    const rig = new Rig();
    rig.override({ mode: "forced_closed" });
    const before = rig.circuit;
    expect(tripped(rig, rig.permit()).circuit).toBe(before);
  });

  test("opens a circuit whose forced_closed has just ended", () => {
    const rig = new Rig();
    rig.override({ mode: "forced_closed", length: 1000 });
    const permit = rig.permit();
    rig.wait(1);
    const { circuit, events } = tripped(rig, permit);
    expect(circuit).toMatchObject({ state: "open", override: null });
    expect(events.map(({ kind }) => kind)).toEqual(["override_expired", "opened"]);
  });

  test.each(["dry_run", "forced_open"] as const)("opens the circuit under %s, and keeps the hold", (mode) => {
    const rig = new Rig();
    const permit = rig.permit();
    rig.override({ mode });
    expect(tripped(rig, permit).circuit).toMatchObject({ state: "open", override: { mode } });
  });

  test("opens for as long as the openings in a row say", () => {
    const rig = new Rig({ recovery_timeout: 10, recovery_backoff: { factor: 3 } });
    rig.tripAndRecover();
    rig.run(SUCCESS);
    expect(tripped(rig, rig.permit()).circuit).toMatchObject({ openings: 2, wait: 30_000 });
  });

  test("ends a ramp that is on", () => {
    const rig = new Rig({ ramp_seconds: 10 });
    rig.tripAndRecover();
    rig.run(SUCCESS);
    expect("ramp" in tripped(rig, rig.permit()).circuit).toBe(false);
  });
});
