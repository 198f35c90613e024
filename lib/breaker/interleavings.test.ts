import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Admission,
  admit,
  type Circuit,
  type CircuitEvent,
  describe as describeCircuit,
  LEASE_GRACE_MS,
  newCircuit,
  type Outcome,
  type Permit,
  type RevisedPolicy,
  reset,
  STRATEGIES,
  type Step,
  SUCCESS,
  tick,
} from "./index.ts";
import { deepFreeze, failure, PROPERTY_TIMEOUT, policyOf, propertyRuns, START, Witness } from "./testkit.ts";

const RAISING: ReadonlySet<CircuitEvent["kind"]> = new Set(["opened", "half_opened", "closed", "reset"]);

/**
 * One circuit that several callers of one process share, and a bystander who keeps his own book of what they did and
 * holds every step against it.
 */
class Shared {
  circuit: Circuit = deepFreeze(newCircuit("external_api", START));
  now = START;
  readonly policy: RevisedPolicy;
  readonly met = new Map<string, number>();
  private readonly witness: Witness;
  private asked = 0;
  /** Ends of the leases that are out in this generation, by probe. */
  private readonly leases = new Map<string, number>();
  /** Outcomes that counted since the circuit closed last. */
  private outcomes: Outcome["kind"][] = [];
  private openUntil: number | null = null;

  constructor(policy: RevisedPolicy) {
    this.policy = policy;
    this.witness = new Witness(policy, this.circuit);
  }

  admit(): Admission {
    this.asked += 1;
    const request = { id: `p${this.asked}`, by: null };
    const chance = this.witness.chance(this.circuit, this.now, 0);
    const { admission } = this.take(admit(this.circuit, this.policy, request, this.now, chance));
    if (this.openUntil !== null && this.now < this.openUntil) {
      expect(admission, "an open circuit rejects until its recovery").toMatchObject({ reason: "open" });
    }
    if (admission.kind === "probe") this.leases.set(admission.probe, admission.expiresAt);
    expect(this.leases.size, "unsettled probes").toBeLessThanOrEqual(this.policy.half_open_max_calls);
    if (admission.kind === "rejection" && admission.reason === "probes_in_flight") {
      expect(this.leases.size, "probes out when one is refused").toBe(this.policy.half_open_max_calls);
    }
    this.meet(admission.kind === "rejection" ? admission.reason : admission.kind);
    return admission;
  }

  settle(permit: Permit, outcome: Outcome): void {
    this.tick();
    const before = this.circuit;
    const late = permit.generation !== before.generation || (permit.kind === "probe" && !this.leases.has(permit.probe));
    if (permit.kind === "probe") this.leases.delete(permit.probe);
    if (!late && before.state === "closed") this.outcomes.push(outcome.kind);
    const { events } = this.take(this.witness.settle(before, this.policy, permit, outcome, this.now, 0));
    if (late) {
      expect(this.circuit, "a late result changes nothing").toBe(before);
      this.meet("late");
    }
    for (const event of events) if (event.kind === "opened" && event.from === "closed") this.expectLimitReached(event);
  }

  reset(to: "closed" | "half_open"): void {
    const act = { actor: "ada", reason: null, to, expectedGeneration: null };
    this.tick();
    const { generation } = this.circuit;
    const { result } = this.take(reset(this.circuit, act, this.now));
    if (result.done) expect(this.circuit).toMatchObject({ state: to, generation: generation + 1 });
  }

  tick(): void {
    this.take(tick(this.circuit, this.now));
  }

  /** Lets calls fail until the circuit is open. */
  trip(): void {
    while (this.circuit.state !== "open") this.settle(this.admit() as Permit, failure());
  }

  /** Time passes; what it ends is seen by whoever comes next. */
  pass(ms: number): void {
    this.now += ms;
  }

  look() {
    const sightings = this.witness.judge?.sightings(this.now);
    return describeCircuit(this.circuit, this.policy, this.now, deepFreeze(sightings));
  }

  private expectLimitReached({ verdict }: CircuitEvent & { kind: "opened" }): void {
    const counted = this.outcomes.filter((kind) => kind !== "ignored");
    const inARow = counted.length - 1 - counted.lastIndexOf("success");
    this.meet(verdict.by);
    if (verdict.by === "consecutive") {
      expect(inARow, "failures in a row at the opening").toBe(this.policy.failure_threshold);
    } else if (verdict.by !== "probe") {
      const least = Math.min(this.policy.minimum_calls, this.policy.window_calls ?? Number.POSITIVE_INFINITY);
      expect(counted.length, "calls that counted at the opening").toBeGreaterThanOrEqual(least);
      expect(verdict.calls, "calls of the verdict").toBeLessThanOrEqual(counted.length);
      const opposed = counted.slice(-verdict.calls).filter((kind) => kind === "failure").length;
      expect(verdict.failures, "failures of the verdict").toBe(opposed);
    }
  }

  private take<Result extends Step>(step: Result): Result {
    const rise = step.circuit.generation - this.circuit.generation;
    expect(rise, "generations are changes of state and resets").toBe(
      step.events.filter(({ kind }) => RAISING.has(kind)).length,
    );
    this.circuit = deepFreeze(step.circuit);
    this.witness.follow(this.circuit);
    for (const [probe, end] of this.leases) if (end <= this.now) this.leases.delete(probe);
    for (const event of step.events) this.note(event);
    return step;
  }

  private note(event: CircuitEvent): void {
    this.meet(event.kind);
    if (!RAISING.has(event.kind)) return;
    if (event.kind !== "opened") this.outcomes = [];
    this.leases.clear();
    this.openUntil = event.kind === "opened" ? event.recoverAt : null;
  }

  private meet(what: string): void {
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }
}

const outcome = fc.constantFrom<Outcome>(failure(), failure("refused", "ECONNREFUSED"), failure(), SUCCESS, {
  kind: "ignored",
});
/** One caller's executions, one after another; null is one that never reports. */
const caller = fc.array(fc.option(outcome, { freq: 6 }), { minLength: 1, maxLength: 6 });
const callers = fc.array(caller, { minLength: 2, maxLength: 8 });
const admin = fc.array(fc.constantFrom("closed" as const, "half_open" as const), { maxLength: 2 });
/** Steps of time, in ms: some within a wait of 1 s or a lease of 6 s, some beyond. */
const clock = fc.array(fc.constantFrom(1, 400, 1000, 1000, 2500, 6000), { maxLength: 10 });
/** Seconds that no wait exceeds. */
const LONGEST_WAIT = 2;
const policies = fc
  .record({
    strategy: fc.oneof(fc.constant("consecutive" as const), fc.shuffledSubarray([...STRATEGIES], { minLength: 1 })),
    failure_threshold: fc.integer({ min: 1, max: 4 }),
    failure_rate: fc.constantFrom(0.5, 0.75, 1),
    minimum_calls: fc.integer({ min: 1, max: 6 }),
    window_seconds: fc.constantFrom(1, 60),
    window_calls: fc.option(fc.integer({ min: 1, max: 8 })),
    adaptive: fc.record({ open_below: fc.constantFrom(0.3, 0.6) }),
    recovery_backoff: fc.record({
      factor: fc.constantFrom(1, 2),
      cap_seconds: fc.constant(LONGEST_WAIT),
      jitter: fc.boolean(),
    }),
    ramp_seconds: fc.constantFrom(0, 0, 2),
    half_open_max_calls: fc.integer({ min: 1, max: 3 }),
    half_open_successes: fc.integer({ min: 1, max: 2 }),
  })
  .map((patch) => policyOf({ ...patch, recovery_timeout: 1, timeout_seconds: 1 }));

/** Lets callers, an admin and the clock loose on one circuit, in the order that the scheduler chooses. */
async function interleave(
  scheduler: fc.Scheduler,
  shared: Shared,
  plan: { callers: (Outcome | null)[][]; admin: ("closed" | "half_open")[]; clock: number[] },
): Promise<void> {
  const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);
  const calling = plan.callers.map(async (outcomes, index) => {
    for (const result of outcomes) {
      await turn(`caller ${index} asks`);
      const admission = shared.admit();
      if (admission.kind === "rejection" || result === null) continue;
      await turn(`caller ${index} reports ${result.kind}`);
      shared.settle(admission, result);
    }
  });
  const acting = (async () => {
    for (const to of plan.admin) {
      await turn(`reset to ${to}`);
      shared.reset(to);
    }
  })();
  const passing = (async () => {
    for (const ms of plan.clock) {
      await turn(`${ms} ms pass`);
      shared.pass(ms);
    }
  })();
  await scheduler.waitFor(Promise.all([...calling, acting, passing]));
}

describe("callers, an admin and time, interleaved over one circuit", { timeout: PROPERTY_TIMEOUT }, () => {
  test("never break its promises, and never leave it stuck", async () => {
    const runs = propertyRuns(1500);
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        policies,
        fc.record({ callers, admin, clock }),
        async (scheduler, policy, plan) => {
          const shared = new Shared(policy);
          await interleave(scheduler, shared, plan);
          for (const [what, times] of shared.met) met.set(what, (met.get(what) ?? 0) + times);

          // A rate may be over its limit still: then even a success opens, and what follows begins with an empty window.
          for (let success = 0; success < 2 + 2 * policy.half_open_successes; success += 1) {
            shared.pass(LONGEST_WAIT * 1000 + policy.timeout_seconds * 1000 + LEASE_GRACE_MS);
            const admission = shared.admit();
            expect(admission.kind, "after every wait and lease").toBe(
              shared.circuit.state === "closed" ? "pass" : "probe",
            );
            if (admission.kind !== "rejection") shared.settle(admission, SUCCESS);
          }
          expect(shared.circuit).toMatchObject({ state: "closed", consecutiveFailures: 0 });
        },
      ),
      { numRuns: runs },
    );
    if (runs < 1500) return;
    for (const what of ["opened", "half_opened", "closed", "reset", "probe_expired", "late", "probe", "pass", "open"]) {
      expect(met.get(what) ?? 0, `how often: ${what}`).toBeGreaterThanOrEqual(100);
    }
    for (const what of ["probes_in_flight", "consecutive", "failure_rate", "adaptive"]) {
      expect(met.get(what) ?? 0, `how often: ${what}`).toBeGreaterThanOrEqual(50);
    }
  });

  test("a reset is never undone by a call that was in flight, whatever the order of their reports", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        policies,
        fc.array(outcome, { minLength: 1, maxLength: 12 }),
        fc.constantFrom("closed", "open", "half_open"),
        async (scheduler, policy, outcomes, state) => {
          const shared = new Shared(policy);
          const permits: Permit[] = [];
          const ask = () => {
            const admission = shared.admit();
            if (admission.kind !== "rejection") permits.push(admission);
          };
          for (const _ of outcomes) ask();
          if (state !== "closed") shared.trip();
          if (state === "half_open") {
            shared.pass(LONGEST_WAIT * 1000);
            for (const _ of outcomes) ask();
          }
          expect(describeCircuit(shared.circuit, policy, shared.now).state).toBe(state);

          shared.reset("closed");
          const fresh = shared.circuit;
          const reports = permits.map(async (permit, index) => {
            const result = outcomes[index % outcomes.length] ?? SUCCESS;
            await scheduler.schedule(Promise.resolve(), `${result.kind} of ${permit.kind} ${index}`);
            shared.settle(permit, result);
            expect(shared.circuit).toBe(fresh);
          });
          await scheduler.waitFor(Promise.all(reports));
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  test("as many as come at the same moment to a half-open circuit, only so many are probes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), policies, fc.integer({ min: 1, max: 20 }), async (scheduler, policy, crowd) => {
        const shared = new Shared(policy);
        shared.trip();
        shared.pass(LONGEST_WAIT * 1000);
        const kinds: Admission["kind"][] = [];
        const asking = Array.from({ length: crowd }, async (_, index) => {
          await scheduler.schedule(Promise.resolve(), `caller ${index} asks`);
          kinds.push(shared.admit().kind);
        });
        await scheduler.waitFor(Promise.all(asking));
        const probes = Math.min(crowd, policy.half_open_max_calls);
        expect(kinds).toEqual(kinds.map((_, index) => (index < probes ? "probe" : "rejection")));
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe("a history of reports ends in the same state in every interleaving that keeps its order", {
  timeout: PROPERTY_TIMEOUT,
}, () => {
  test("whenever the calls began, and whoever looked, asked in vain or reported late in between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        policies,
        fc.array(outcome, { minLength: 1, maxLength: 15 }),
        fc.array(fc.constantFrom("look", "tick", "late", "ignored"), { maxLength: 10 }),
        async (scheduler, policy, history, bystanders) => {
          const alone = new Shared(policy);
          for (const result of history) {
            const admission = alone.admit();
            if (admission.kind !== "rejection") alone.settle(admission, result);
          }

          const together = new Shared(policy);
          const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);
          const stale: Permit = { kind: "pass", circuit: "external_api", generation: 0 };
          let reported: Promise<void> = Promise.resolve();
          const calling = history.map(async (result, index) => {
            const itsTurn = reported;
            const done = Promise.withResolvers<void>();
            reported = done.promise;
            await turn(`call ${index} asks`);
            const admission = together.admit();
            await itsTurn;
            await turn(`call ${index} reports ${result.kind}`);
            if (admission.kind !== "rejection") together.settle(admission, result);
            done.resolve();
          });
          const standing = bystanders.map(async (what) => {
            await turn(what);
            if (what === "look") together.look();
            if (what === "tick") together.tick();
            if (what === "late") together.settle(stale, failure("late"));
            const admission = what === "ignored" ? together.admit() : null;
            if (admission === null || admission.kind === "rejection") return;
            await turn("reports ignored");
            together.settle(admission, { kind: "ignored" });
          });
          await scheduler.waitFor(Promise.all([...calling, ...standing]));
          expect(together.circuit).toEqual(alone.circuit);
          expect(together.look()).toEqual(alone.look());
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });
});
