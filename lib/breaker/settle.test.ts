import { describe, expect, test } from "vitest";
import {
  IGNORED,
  KEPT_FAILURES,
  KEPT_MESSAGE_LENGTH,
  newCircuit,
  type Outcome,
  type Permit,
  type PolicyPatch,
  SUCCESS,
  settle,
} from "./index.ts";
import { failure, policyOf, Rig, START } from "./testkit.ts";

const OUTCOMES: readonly Outcome[] = [SUCCESS, failure("straggler"), IGNORED];

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe("1. consecutive means consecutive: one success sets the count to zero", () => {
  test("opens at the 5th failure in a row by default, and rejects the 6th call without running it", () => {
    const rig = new Rig();
    rig.run(...times(4, () => failure()));
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 4, generation: 1 });
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 5, generation: 2, since: START });
    expect(rig.admit()).toMatchObject({ kind: "rejection", reason: "open", state: "open" });
  });

  test("one success after four failures sets the count to zero, and it takes five more to open", () => {
    const rig = new Rig();
    rig.run(...times(4, () => failure()), SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 0, failures: [] });
    rig.run(...times(4, () => failure()));
    expect(rig.circuit.state).toBe("closed");
    rig.run(failure());
    expect(rig.circuit.state).toBe("open");
  });

  test("counts in the order in which outcomes arrive, not in which calls began", () => {
    const rig = new Rig({ failure_threshold: 2 });
    const [first, second, third] = [rig.permit(), rig.permit(), rig.permit()];
    rig.settle(third, failure());
    rig.settle(first, SUCCESS);
    rig.settle(second, failure());
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 1 });
  });

  test.each([1, 2, 1000])("opens at exactly the threshold (%i)", (failure_threshold) => {
    const rig = new Rig({ failure_threshold });
    rig.run(...times(failure_threshold - 1, () => failure()));
    expect(rig.circuit.state).toBe("closed");
    rig.run(failure());
    expect(rig.circuit.state).toBe("open");
  });

  test("a success on a healthy circuit gives the same object back", () => {
    const rig = new Rig();
    const before = rig.circuit;
    rig.run(SUCCESS, SUCCESS);
    expect(rig.circuit).toBe(before);
    expect(rig.events).toEqual([]);
  });

  test("opening freezes the wait and says when the circuit recovers", () => {
    const rig = new Rig({ recovery_timeout: 0.25 });
    rig.trip();
    expect(rig.circuit).toMatchObject({ openedAt: START, wait: 250, recoverAt: START + 250 });
    expect(rig.happened("opened")).toMatchObject([
      { at: START, generation: 2, from: "closed", consecutiveFailures: 5, recoverAt: START + 250 },
    ]);
  });

  test("waits are whole milliseconds, whatever fraction the policy names", () => {
    const rig = new Rig({ recovery_timeout: 0.2507 });
    rig.trip();
    expect(rig.circuit).toMatchObject({ wait: 251 });
  });
});

describe("2. a result from an older generation changes nothing", () => {
  /** Settles every outcome with a permit and expects each to give the circuit back as it was. */
  function expectDropped(rig: Rig, permit: Permit) {
    const { circuit: before, events } = rig;
    const happened = events.length;
    for (const outcome of OUTCOMES) {
      rig.settle(permit, outcome);
      expect(rig.circuit).toBe(before);
    }
    expect(rig.events).toHaveLength(happened);
  }

  test("a late success does not close an open circuit, and a late failure does not prolong the outage", () => {
    const rig = new Rig();
    const late = rig.permit();
    rig.trip();
    rig.wait(299.999);
    expectDropped(rig, late);
    expect(rig.circuit).toMatchObject({ state: "open", recoverAt: START + 300_000, consecutiveFailures: 5 });
  });

  test("of ten failures in flight the fifth opens and the others change nothing", () => {
    const rig = new Rig();
    const permits = times(10, () => rig.permit());
    for (const permit of permits) {
      rig.wait(1);
      rig.settle(permit, failure());
    }
    expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 5, openedAt: START + 5000 });
    expect(rig.events).toHaveLength(1);
  });

  test("a call from before the outage neither closes, reopens nor takes a place in a half-open circuit", () => {
    const rig = new Rig({ half_open_max_calls: 1 });
    const late = rig.permit();
    rig.tripAndRecover();
    const probe = rig.permit();
    expectDropped(rig, late);
    expect(rig.admit()).toMatchObject({ reason: "probes_in_flight" });
    rig.settle(probe, SUCCESS);
    expect(rig.circuit.state).toBe("closed");
  });

  test("a late failure does not open a fresh circuit", () => {
    const rig = new Rig({ failure_threshold: 1 });
    const [late, cause] = [rig.permit(), rig.permit()];
    rig.settle(cause, failure());
    rig.wait(300);
    rig.run(SUCCESS);
    expect(rig.circuit.state).toBe("closed");
    expectDropped(rig, late);
  });

  test("a probe of an earlier half-open phase does not decide a later one", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const [early, failing] = [rig.permit(), rig.permit()];
    rig.settle(failing, failure());
    expectDropped(rig, early);
    rig.wait(300);
    rig.tick();
    expect(rig.circuit.state).toBe("half_open");
    expectDropped(rig, early);
  });

  test.each(["open", "closed", "half_open"])(
    "a call in flight during a reset of a circuit (%s) does not undo it",
    (state) => {
      const rig = new Rig({ failure_threshold: 1 });
      const ordinary = rig.permit();
      if (state !== "closed") rig.run(failure());
      if (state === "half_open") rig.wait(300);
      const inFlight = state === "half_open" ? rig.permit() : ordinary;
      expect(rig.look().state).toBe(state);
      rig.reset();
      expect(rig.circuit.state).toBe("closed");
      expectDropped(rig, inFlight);
      expectDropped(rig, ordinary);
    },
  );

  test("a probe in flight during a reset to half-open neither closes nor reopens", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const inFlight = rig.permit();
    rig.reset({ to: "half_open" });
    expectDropped(rig, inFlight);
  });

  test("a permit speaks for its own circuit only", () => {
    const rig = new Rig({ failure_threshold: 1 });
    expectDropped(rig, { ...rig.permit(), circuit: "external_api@acme" });
    rig.tripAndRecover();
    expectDropped(rig, { ...rig.permit(), circuit: "external_api@acme" });
  });

  test("an ordinary permit never decides a half-open circuit, even of the same generation", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    rig.override({ mode: "forced_closed" });
    const ordinary = rig.permit();
    expect(ordinary.kind).toBe("pass");
    rig.override({ mode: null });
    expect(rig.circuit.state).toBe("half_open");
    expectDropped(rig, ordinary);
  });

  test("a late result still writes what time has done meanwhile", () => {
    const rig = new Rig();
    const late = rig.permit();
    rig.trip();
    rig.wait(300);
    rig.settle(late, failure());
    expect(rig.circuit.state).toBe("half_open");
    expect(rig.happened("half_opened")).toHaveLength(1);
  });
});

describe("5. ignored gives the permit back and counts as nothing", () => {
  test("a closed circuit stays the same object, whatever its count", () => {
    const rig = new Rig();
    rig.run(failure(), failure());
    const before = rig.circuit;
    rig.run(...times(10, () => IGNORED));
    expect(rig.circuit).toBe(before);
    rig.run(failure(), failure(), failure());
    expect(rig.circuit.state).toBe("open");
  });

  test("a probe that was ignored neither closes nor reopens, and its place is free at once", () => {
    const rig = new Rig({ half_open_max_calls: 1 });
    rig.tripAndRecover();
    const before = rig.circuit;
    const probe = rig.permit();
    expect(rig.admit().kind).toBe("rejection");
    rig.settle(probe, IGNORED);
    expect(rig.circuit).toEqual(before);
    expect(rig.permit().kind).toBe("probe");
  });

  test("an ignored probe gives back its own place and no other", () => {
    const rig = new Rig({ half_open_max_calls: 2, half_open_successes: 2 });
    rig.tripAndRecover();
    const [first, second] = [rig.permit(), rig.permit()];
    rig.settle(first, IGNORED);
    expect(rig.look().probes.map(({ id }) => id)).toEqual([second.kind === "probe" && second.probe]);
    rig.settle(first, IGNORED);
    expect(rig.look().probes).toHaveLength(1);
  });

  test("what a dry run lets through speaks neither for nor against the dependency", () => {
    const rig = new Rig();
    rig.trip();
    rig.override({ mode: "dry_run" });
    const before = rig.circuit;
    rig.run(...OUTCOMES);
    expect(rig.circuit).toBe(before);
  });
});

describe("6. consecutive_failures goes on counting through failed probes", () => {
  test("five in a row opened it, two failed probes make it seven", () => {
    const rig = new Rig();
    rig.trip();
    for (const expected of [6, 7]) {
      rig.wait(300);
      rig.run(failure());
      expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: expected });
    }
    expect(rig.happened("opened").map((event) => event.consecutiveFailures)).toEqual([5, 6, 7]);
    expect(rig.happened("opened").map((event) => event.from)).toEqual(["closed", "half_open", "half_open"]);
  });

  test("the first failed probe reopens, however high the threshold, for a fresh wait", () => {
    const rig = new Rig({ failure_threshold: 5, half_open_successes: 2 });
    rig.tripAndRecover();
    rig.wait(100);
    rig.run(SUCCESS, failure());
    expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 1, recoverAt: rig.now + 300_000 });
  });

  test("a probe that succeeds sets the count to zero, even where more are asked for", () => {
    const rig = new Rig({ half_open_successes: 2 });
    rig.tripAndRecover();
    rig.run(SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "half_open", consecutiveFailures: 0, failures: [] });
  });

  test("closing sets it to zero", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    rig.run(SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "closed", consecutiveFailures: 0, failures: [] });
  });
});

describe("11. last_error stays after recovery, and the current run's failures are the dossier", () => {
  test("the last error and its time stay after recovery and after later successes", () => {
    const rig = new Rig();
    rig.trip();
    rig.wait(300);
    rig.run(SUCCESS, SUCCESS, SUCCESS);
    expect(rig.look()).toMatchObject({
      state: "closed",
      lastError: { message: "Connection timeout", group: "timeout", at: START },
    });
  });

  test("the last error is the last one that counted", () => {
    const rig = new Rig();
    const late = rig.permit();
    rig.run(failure("first"), failure("second"), SUCCESS);
    expect(rig.circuit.lastError?.message).toBe("second");
    rig.reset();
    rig.settle(late, failure("late"));
    expect(rig.circuit.lastError).toBeNull();
  });

  test("a reset to closed clears it; one to half-open, which proves nothing yet, keeps it", () => {
    const rig = new Rig();
    rig.trip();
    rig.reset({ to: "half_open" });
    expect(rig.circuit.lastError?.message).toBe("Connection timeout");
    rig.reset();
    expect(rig.circuit.lastError).toBeNull();
  });

  test("an opening freezes the failures of its run, their groups by size, and the policy's revision", () => {
    const rig = new Rig();
    rig.policy = policyOf({}, 42);
    rig.run(failure("before", "500"), SUCCESS);
    const run = ["500", "timeout", "timeout", "500", "timeout"].map((group, index) => failure(`no. ${index}`, group));
    for (const outcome of run) {
      rig.wait(1);
      rig.run(outcome);
    }
    expect(rig.happened("opened")[0]?.dossier).toEqual({
      failures: run.map(({ message, group }, index) => ({ message, group, at: START + (index + 1) * 1000 })),
      groups: [
        { group: "timeout", count: 3 },
        { group: "500", count: 2 },
      ],
      policyRevision: 42,
    });
  });

  test("a group may carry any name", () => {
    const rig = new Rig({ failure_threshold: 2 });
    rig.run(failure("a", "__proto__"), failure("b", "constructor"));
    expect(rig.happened("opened")[0]?.dossier.groups).toEqual([
      { group: "__proto__", count: 1 },
      { group: "constructor", count: 1 },
    ]);
  });

  test("the dossier of a reopening has the failures that opened it first", () => {
    const rig = new Rig({ failure_threshold: 2 });
    rig.run(failure("one"), failure("two"));
    rig.wait(300);
    rig.run(failure("probe"));
    expect(rig.happened("opened")[1]?.dossier.failures.map(({ message }) => message)).toEqual(["one", "two", "probe"]);
  });

  test("keeps the last 20 failures of a longer run", () => {
    const rig = new Rig({ failure_threshold: 50 });
    rig.run(...times(KEPT_FAILURES, (index) => failure(`no. ${index}`)));
    expect(rig.circuit.failures.map(({ message }) => message)).toEqual(times(20, (index) => `no. ${index}`));
    rig.run(...times(30, (index) => failure(`no. ${20 + index}`)));
    expect(rig.happened("opened")[0]?.dossier.failures.map(({ message }) => message)).toEqual(
      times(20, (index) => `no. ${30 + index}`),
    );
    expect(rig.happened("opened")[0]).toMatchObject({ consecutiveFailures: 50 });
  });

  test("keeps a message of up to 500 characters whole and caps a longer one", () => {
    const rig = new Rig();
    const fits = "x".repeat(KEPT_MESSAGE_LENGTH);
    rig.run(failure(fits));
    expect(rig.circuit.lastError?.message).toBe(fits);
    rig.run(failure(`${fits}y`));
    expect(rig.circuit.lastError?.message).toBe(`${"x".repeat(499)}…`);
    expect(rig.circuit.failures[1]).toEqual(rig.circuit.lastError);
  });

  test("a capped message has no half characters, and neither has one that came with them", () => {
    const rig = new Rig();
    rig.run(failure(`${"x".repeat(KEPT_MESSAGE_LENGTH - 2)}${"🔌".repeat(9)}`));
    expect(rig.circuit.lastError?.message).toBe(`${"x".repeat(KEPT_MESSAGE_LENGTH - 2)}\uFFFD…`);
    rig.run(failure("half a \uD83D"));
    expect(rig.circuit.lastError?.message).toBe("half a \uFFFD");
  });

  test("a rejection tells the last error", () => {
    const rig = new Rig();
    rig.trip();
    expect(rig.admit()).toMatchObject({ kind: "rejection", lastError: "Connection timeout" });
  });
});

describe("what made it open", () => {
  test("is the failures in a row, with the limit that they reached", () => {
    const rig = new Rig({ failure_threshold: 3 });
    rig.trip();
    expect(rig.happened("opened")[0]?.verdict).toEqual({ by: "consecutive", failures: 3, limit: 3 });
  });

  test("may be more failures in a row than the limit, where that was lowered or held off", () => {
    const rig = new Rig();
    rig.run(...times(4, () => failure()));
    rig.policy = policyOf({ failure_threshold: 2 });
    rig.run(failure());
    expect(rig.happened("opened")[0]?.verdict).toEqual({ by: "consecutive", failures: 5, limit: 2 });
  });

  test("is a probe while half-open, whatever the count", () => {
    const rig = new Rig({ failure_threshold: 100, strategy: "consecutive" });
    rig.tripAndRecover();
    rig.run(failure());
    expect(rig.happened("opened")[1]?.verdict).toEqual({ by: "probe" });
  });

  test("is no number of failures in a row where the policy names other strategies only", () => {
    const rig = new Rig({ strategy: ["failure_rate", "adaptive"], minimum_calls: 100, failure_threshold: 2 });
    rig.run(...times(99, () => failure()));
    expect(rig.look()).toMatchObject({ state: "closed", consecutiveFailures: 99 });
    rig.run(failure());
    expect(rig.happened("opened")[0]).toMatchObject({
      verdict: { by: "failure_rate", calls: 100, rate: 1 },
      consecutiveFailures: 100,
    });
  });

  test("settled without a judge, failures of such a policy are counted and open nothing", () => {
    const policy = policyOf({ strategy: "failure_rate", failure_threshold: 1 });
    const circuit = newCircuit("external_api", START);
    const permit: Permit = { kind: "pass", circuit: circuit.id, generation: 1 };
    const step = settle(circuit, policy, permit, failure(), START);
    expect(step).toMatchObject({ circuit: { state: "closed", consecutiveFailures: 1 }, events: [] });
  });

  test("is what is met first of several", () => {
    const several: PolicyPatch = {
      strategy: ["consecutive", "failure_rate"],
      minimum_calls: 4,
      failure_threshold: 3,
    };
    const inARow = new Rig(several);
    inARow.trip();
    expect(inARow.happened("opened")[0]?.verdict).toMatchObject({ by: "consecutive", failures: 3 });
    const byRate = new Rig(several);
    byRate.run(failure(), failure(), SUCCESS);
    expect(byRate.circuit).toMatchObject({ state: "closed", consecutiveFailures: 0 });
    byRate.run(failure());
    expect(byRate.happened("opened")[0]).toMatchObject({
      verdict: { by: "failure_rate", calls: 4, failures: 3 },
      consecutiveFailures: 1,
    });
  });

  test("a rate that opened after a success left failures to read, and a good probe ends that run too", () => {
    const rig = new Rig({ strategy: "failure_rate", minimum_calls: 4, half_open_successes: 2, recovery_timeout: 1 });
    rig.run(failure("before"), failure("before"), failure("before"), SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "open", consecutiveFailures: 0 });
    expect(rig.circuit.failures).toHaveLength(3);
    rig.wait(1);
    rig.run(SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "half_open", successes: 1, failures: [] });
    rig.run(failure("probe"));
    expect(rig.happened("opened")[1]?.dossier.failures.map(({ message }) => message)).toEqual(["probe"]);
  });

  test("begins anew when it has closed: what the window held before is forgotten", () => {
    const rig = new Rig({ strategy: "failure_rate", minimum_calls: 4, recovery_timeout: 1 });
    rig.trip();
    rig.wait(1);
    rig.run(SUCCESS);
    rig.run(...times(3, () => failure()));
    expect(rig.look()).toMatchObject({ state: "closed", window: { calls: 3, failures: 3 } });
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ state: "open", openings: 2 });
  });
});

describe("settling", () => {
  test("a permit that a circuit never gave changes nothing", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const before = rig.circuit;
    const made: Permit = { kind: "probe", circuit: "external_api", generation: 3, probe: "never", expiresAt: rig.now };
    for (const outcome of OUTCOMES) expect(settle(before, rig.policy, made, outcome, rig.now).circuit).toBe(before);
  });

  test.each(["closed", "open"])("a probe's permit changes nothing in a circuit (%s) that has no probes", (state) => {
    const rig = new Rig();
    if (state === "open") rig.trip();
    const { circuit } = rig;
    const made: Permit = {
      kind: "probe",
      circuit: circuit.id,
      generation: circuit.generation,
      probe: "p",
      expiresAt: 0,
    };
    for (const outcome of OUTCOMES) expect(settle(circuit, rig.policy, made, outcome, rig.now).circuit).toBe(circuit);
  });

  test("a success ends a run of which a count alone is left", () => {
    const counted = { ...newCircuit("external_api", START), consecutiveFailures: 3 };
    const permit: Permit = { kind: "pass", circuit: counted.id, generation: 1 };
    expect(settle(counted, policyOf(), permit, SUCCESS, START).circuit.consecutiveFailures).toBe(0);
  });

  test("a permit of a later generation changes nothing", () => {
    const circuit = newCircuit("external_api", START);
    const permit: Permit = { kind: "pass", circuit: "external_api", generation: 2 };
    for (const outcome of OUTCOMES) expect(settle(circuit, policyOf(), permit, outcome, START).circuit).toBe(circuit);
  });
});
