import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Circuit, newCircuit, nextDeadline, type OverrideMode, SUCCESS, tick } from "./index.ts";
import { deepFreeze, failure, propertyRuns, Rig, START } from "./testkit.ts";

describe("state is a function of time", () => {
  test("an open circuit whose wait is over is half-open from that moment on, whoever writes it first, and when", () => {
    const rig = new Rig();
    rig.trip();
    const [early, late] = [300_000, 86_400_000].map((elapsed) => tick(rig.circuit, START + elapsed));
    expect(early).toEqual(late);
    expect(early?.circuit).toMatchObject({ state: "half_open", generation: 3, since: START + 300_000 });
    expect(early?.events).toEqual([{ kind: "half_opened", at: START + 300_000, generation: 3 }]);
  });

  test("nothing changes before a deadline, and the same object comes back", () => {
    const rig = new Rig();
    rig.trip();
    rig.override({ mode: "dry_run", length: 300_000 });
    const step = tick(rig.circuit, START + 299_999);
    expect(step.circuit).toBe(rig.circuit);
    expect(step.events).toEqual([]);
  });

  test("deadlines pass in their order, each at its own time", () => {
    const rig = new Rig({ half_open_max_calls: 2 });
    rig.trip();
    rig.override({ mode: "dry_run", length: 320_000 });
    rig.wait(300);
    rig.permit();
    rig.wait(5);
    rig.permit();
    rig.wait(10_000);
    rig.tick();
    expect(rig.events.slice(2).map(({ kind, at }) => [kind, (at - START) / 1000])).toEqual([
      ["half_opened", 300],
      ["override_expired", 320],
      ["probe_expired", 335],
      ["probe_expired", 340],
    ]);
    expect(rig.circuit).toMatchObject({ state: "half_open", probes: [], override: null });
  });

  test("an override that ends after the recovery ends after it in the log too", () => {
    const rig = new Rig({ recovery_timeout: 10 });
    rig.trip();
    rig.override({ mode: "forced_closed", length: 20_000 });
    rig.wait(1000);
    rig.tick();
    expect(rig.events.slice(2).map(({ kind, generation }) => [kind, generation])).toEqual([
      ["half_opened", 3],
      ["override_expired", 3],
    ]);
  });

  test("leases that end together end together", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    const probes = [rig.permit("a"), rig.permit("b")];
    rig.wait(35);
    rig.tick();
    expect(rig.happened("probe_expired").map(({ probe }) => probe)).toEqual(
      probes.map((permit) => permit.kind === "probe" && permit.probe),
    );
  });

  test("it makes no difference how often one looks in between", () => {
    const instants = fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(someCircuit, instants, (circuit, elapsed) => {
        const ordered = elapsed.toSorted((a, b) => a - b).map((ms) => START + ms);
        let [stepwise, events] = [circuit, [] as unknown[]];
        for (const now of ordered) {
          const step = tick(stepwise, now);
          stepwise = deepFreeze(step.circuit);
          events = [...events, ...step.events];
        }
        expect({ circuit: stepwise, events }).toEqual(tick(circuit, ordered.at(-1) ?? START));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("the next deadline", () => {
  test("of a closed circuit is never, so that it needs no timer", () => {
    expect(nextDeadline(newCircuit("external_api", START))).toBe(Number.POSITIVE_INFINITY);
  });

  test("of a half-open circuit without probes is never", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    expect(nextDeadline(rig.circuit)).toBe(Number.POSITIVE_INFINITY);
  });

  test.each<[OverrideMode, number]>([
    ["forced_open", 100],
    ["dry_run", 400],
  ])("of an open circuit is its recovery or the end of its override (%s for %i s), whichever is first", (mode, end) => {
    const rig = new Rig();
    rig.trip();
    expect(nextDeadline(rig.circuit)).toBe(START + 300_000);
    rig.override({ mode, length: end * 1000 });
    expect(nextDeadline(rig.circuit)).toBe(START + Math.min(300, end) * 1000);
  });

  test("of a half-open circuit is its earliest lease end or the end of its override, whichever is first", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    rig.permit();
    rig.wait(1);
    rig.permit();
    expect(nextDeadline(rig.circuit)).toBe(rig.now + 34_000);
    rig.override({ mode: "dry_run", length: 60_000 });
    expect(nextDeadline(rig.circuit)).toBe(rig.now + 34_000);
    rig.override({ mode: "dry_run", length: 10_000 });
    expect(nextDeadline(rig.circuit)).toBe(rig.now + 10_000);
  });

  test("always lies ahead of a circuit that was just ticked, and one tick at it changes the circuit", () => {
    fc.assert(
      fc.property(someCircuit, fc.integer({ min: 0, max: 12_000 }), (circuit, elapsed) => {
        const ticked = tick(circuit, START + elapsed).circuit;
        const due = nextDeadline(ticked);
        expect(due).toBeGreaterThan(START + elapsed);
        if (due === Number.POSITIVE_INFINITY) return;
        expect(tick(ticked, due - 1).circuit).toBe(ticked);
        expect(tick(ticked, due).circuit).not.toBe(ticked);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("7. a clock that jumps neither opens, closes nor freezes anything", () => {
  const HOUR = 3600;

  test("after a restart with the clock an hour back, recovery is a whole wait away and no more, once", () => {
    const rig = new Rig();
    rig.trip();
    rig.wait(-HOUR);
    rig.tick();
    expect(rig.circuit).toMatchObject({ state: "open", generation: 2, recoverAt: rig.now + 300_000, wait: 300_000 });
    const clamped = rig.circuit;
    rig.wait(100);
    rig.tick();
    expect(rig.circuit).toBe(clamped);
    rig.wait(200);
    expect(rig.permit().kind).toBe("probe");
    expect(rig.events.map(({ kind }) => kind)).toEqual(["opened", "half_opened"]);
  });

  test("a wait that the policy has shortened or lengthened since is judged by what was frozen at opening", () => {
    const rig = new Rig();
    rig.trip();
    rig.policy = { ...rig.policy, recovery_timeout: 1 };
    rig.tick();
    expect(rig.circuit).toMatchObject({ recoverAt: START + 300_000 });
    rig.policy = { ...rig.policy, recovery_timeout: 86_400 };
    rig.wait(-HOUR);
    expect(rig.look()).toMatchObject({ recoverAt: rig.now + 300_000, secondsUntilRecovery: 300 });
  });

  test("a clock that is a little back, within the wait, prolongs nothing beyond the wait", () => {
    const rig = new Rig();
    rig.trip();
    rig.wait(100);
    rig.tick();
    const open = rig.circuit;
    rig.wait(-100);
    rig.tick();
    expect(rig.circuit).toBe(open);
    rig.wait(-1.001);
    rig.tick();
    expect(rig.circuit).toMatchObject({ recoverAt: rig.now + 300_000 });
  });

  test("a clock that is behind by as much as those of a fleet may differ takes what another wrote as it is", () => {
    const rig = new Rig({ half_open_max_calls: 2 });
    rig.trip();
    rig.override({ mode: "dry_run", length: 60_000 });
    const open = rig.circuit;
    rig.wait(-1);
    rig.tick();
    expect(rig.circuit).toBe(open);
    rig.wait(301);
    rig.permit();
    const halfOpen = rig.circuit;
    expect(halfOpen).toMatchObject({ state: "half_open" });
    rig.wait(-1);
    rig.tick();
    expect(rig.circuit).toBe(halfOpen);
  });

  test("leases are moved to where their length allows, each its own, so that no probe is out for ever", () => {
    const rig = new Rig({ half_open_max_calls: 2 });
    rig.tripAndRecover();
    rig.permit();
    rig.policy = { ...rig.policy, timeout_seconds: 5 };
    rig.permit();
    rig.wait(-HOUR);
    expect(rig.admit()).toMatchObject({ reason: "probes_in_flight", retryAfter: 10 });
    expect(rig.look().probes.map(({ expiresAt }) => expiresAt - rig.now)).toEqual([35_000, 10_000]);
    rig.wait(10);
    expect(rig.permit().kind).toBe("probe");
  });

  test("a lease that its length allows stays when another is moved", () => {
    const rig = new Rig({ half_open_max_calls: 2 });
    rig.tripAndRecover();
    rig.permit();
    rig.wait(20);
    rig.permit();
    rig.wait(-10);
    rig.tick();
    expect(rig.look().probes.map(({ expiresAt }) => expiresAt - rig.now)).toEqual([25_000, 35_000]);
  });

  test.each(["closed", "open", "half_open"])(
    "an override on a circuit (%s) is moved to where its length allows",
    (state) => {
      const rig = new Rig();
      if (state !== "closed") rig.trip();
      if (state === "half_open") rig.wait(300);
      rig.override({ mode: "forced_open", length: 60_000 });
      rig.wait(-HOUR);
      rig.tick();
      expect(rig.circuit.override).toMatchObject({ until: rig.now + 60_000, length: 60_000 });
      rig.wait(60);
      rig.tick();
      expect(rig.circuit).toMatchObject({ state, override: null });
    },
  );

  test("an override without an end stays without one", () => {
    const rig = new Rig();
    rig.override({ mode: "dry_run" });
    const held = rig.circuit;
    rig.wait(-HOUR);
    rig.tick();
    expect(rig.circuit).toBe(held);
  });

  test("a closed circuit does not notice", () => {
    const rig = new Rig();
    rig.run(failure(), failure());
    const before = rig.circuit;
    for (const jump of [-HOUR, 100 * HOUR, -1000 * HOUR]) {
      rig.wait(jump);
      rig.tick();
      expect(rig.circuit).toBe(before);
    }
  });

  test("a jump forwards ends what was waiting and neither opens nor closes", () => {
    const rig = new Rig();
    rig.trip();
    rig.wait(1e9);
    rig.tick();
    expect(rig.circuit).toMatchObject({ state: "half_open", generation: 3 });
    const probe = rig.permit();
    rig.wait(1e9);
    rig.settle(probe, SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "half_open", generation: 3, probes: [] });
  });

  test("whatever the jump, no deadline is further off than its own length and what clocks may differ by", () => {
    fc.assert(
      fc.property(someCircuit, fc.integer({ min: -1e12, max: 1e12 }), (circuit, jump) => {
        const now = START + jump;
        const ticked = tick(circuit, now).circuit;
        if (ticked.state === "open") expect(ticked.recoverAt - now).toBeLessThanOrEqual(ticked.wait + 1000);
        if (ticked.state === "closed" && ticked.ramp !== null) expect(ticked.ramp.from).toBeLessThanOrEqual(now + 1000);
        if (ticked.state === "half_open") {
          for (const probe of ticked.probes) expect(probe.expiresAt - now).toBeLessThanOrEqual(probe.lease + 1000);
        }
        if (circuit.state === "closed" && jump < 0)
          expect("ramp" in ticked && ticked.ramp === null).toBe(circuit.ramp === null);
        const { until, length } = ticked.override ?? {};
        if (until != null && length != null) expect(until - now).toBeLessThanOrEqual(length + 1000);
        expect(tick(ticked, now).circuit).toBe(ticked);
        if (jump < 0) expect(ticked.generation).toBe(circuit.generation);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("8. no timer, no listener, no clock: a circuit is plain data", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    const forbidden = () => {
      throw new Error("the breaker asked for something that it is to be handed");
    };
    vi.spyOn(Date, "now").mockImplementation(forbidden);
    vi.spyOn(performance, "now").mockImplementation(forbidden);
    vi.spyOn(Math, "random").mockImplementation(forbidden);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  test("a whole life reads no clock, rolls no dice and sets no timer", () => {
    const rig = new Rig();
    rig.trip();
    rig.wait(300);
    rig.permit();
    rig.override({ mode: "forced_open", length: 1000 });
    rig.wait(40);
    rig.run(SUCCESS, failure());
    rig.reset();
    rig.look();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("neither does one that is judged by all strategies, backs off with jitter and ramps up", () => {
    const rig = new Rig({
      strategy: ["adaptive", "failure_rate", "consecutive"],
      slow_call_seconds: 1,
      minimum_calls: 4,
      recovery_backoff: { factor: 2, jitter: true },
      ramp_seconds: 10,
    });
    for (let round = 0; round < 3; round += 1) {
      rig.trip();
      rig.wait(600);
      rig.run(SUCCESS);
      rig.wait(5);
      rig.run(SUCCESS, failure());
      rig.look();
    }
    expect(rig.happened("opened")).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("it survives being written down and read back, in every state", () => {
    const rig = new Rig();
    const written = () => JSON.parse(JSON.stringify(rig.circuit));
    expect(written()).toEqual(rig.circuit);
    rig.trip();
    expect(written()).toEqual(rig.circuit);
    rig.override({ mode: "dry_run", length: 1000 });
    rig.wait(300);
    rig.permit("instance-2");
    expect(rig.circuit.state).toBe("half_open");
    expect(written()).toEqual(rig.circuit);
  });
});

/** Circuits in every state with deadlines up to 10 s after the start, as acts and executions can leave them. */
const someCircuit: fc.Arbitrary<Circuit> = fc
  .record({
    state: fc.constantFrom("closed", "open", "half_open"),
    wait: fc.integer({ min: 100, max: 10_000 }),
    ramp: fc.integer({ min: 0, max: 10_000 }),
    budgets: fc.array(fc.integer({ min: 10, max: 5000 }), { maxLength: 3 }),
    hold: fc.option(
      fc.record({
        mode: fc.constantFrom<OverrideMode>("forced_open", "forced_closed", "dry_run"),
        length: fc.option(fc.integer({ min: 1, max: 10_000 })),
      }),
    ),
  })
  .map(({ state, wait, ramp, budgets, hold }) => {
    const rig = new Rig({ recovery_timeout: wait / 1000, ramp_seconds: ramp / 1000 });
    rig.trip();
    if (state === "closed") {
      rig.reset({ to: "half_open" });
      rig.run(SUCCESS);
    }
    if (state === "half_open") {
      rig.reset({ to: "half_open" });
      for (const budget of budgets) {
        rig.policy = { ...rig.policy, timeout_seconds: budget / 1000 };
        rig.permit();
      }
    }
    if (hold !== null) rig.override(hold);
    return rig.circuit;
  });
