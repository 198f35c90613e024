import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Admission,
  describe as describeCircuit,
  Judge,
  type Outcome,
  type RevisedPolicy,
  SUCCESS,
} from "./index.ts";
import { policies } from "./model/policies.ts";
import { deepFreeze, failure, PROPERTY_TIMEOUT, policyOf, propertyRuns, Rig, START } from "./testkit.ts";

const RUNS = propertyRuns(400);
const options = { numRuns: RUNS };

/** Something that happens to a circuit. A call keeps its permit for so many further steps, null for ever. */
type Step =
  | {
      readonly what: "call";
      readonly outcome: Outcome;
      readonly ms: number;
      readonly lot: number;
      readonly held: number | null;
    }
  | { readonly what: "time"; readonly ms: number }
  | { readonly what: "reset"; readonly to: "closed" | "half_open" };

const outcome = fc.constantFrom<Outcome>(failure(), failure("refused", "ECONNREFUSED"), SUCCESS, SUCCESS, {
  kind: "ignored",
});
const noted = fc.constantFrom(failure(), SUCCESS as Exclude<Outcome, { kind: "ignored" }>);
const duration = fc.constantFrom(0, 0, 249, 250, 3000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      what: fc.constant("call" as const),
      outcome,
      ms: duration,
      lot: fc.constantFrom(0, 0, 0, 0.05, 0.3, 0.9),
      held: fc.constantFrom(0, 0, 0, 1, 5, null),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant("time" as const), ms: fc.constantFrom(0, 1, 99, 100, 999, 2500, 20_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("reset" as const), to: fc.constantFrom("closed", "half_open") }),
  },
);
const histories = fc.array(step, { maxLength: 60, size: "max" });

/** Plays a history; `meet` hears of each admission, `between` of each moment before a step. */
function play(
  policy: RevisedPolicy,
  history: readonly Step[],
  meet: (admission: Admission, rig: Rig, lot: number) => void = () => {},
  between: (rig: Rig) => void = () => {},
): Rig {
  const rig = new Rig();
  rig.policy = policy;
  const held: { left: number | null; settle: () => void }[] = [];
  for (const each of history) {
    between(rig);
    for (const call of held.splice(0)) {
      if (call.left === 0) call.settle();
      else held.push({ ...call, left: call.left && call.left - 1 });
    }
    if (each.what === "time") rig.wait(each.ms / 1000);
    if (each.what === "reset") rig.reset({ to: each.to });
    if (each.what !== "call") continue;
    const admission = rig.admit(null, each.lot);
    meet(admission, rig, each.lot);
    if (admission.kind === "rejection") continue;
    const settle = () => rig.settle(admission, each.outcome, each.ms);
    if (each.held === 0) settle();
    else held.push({ left: each.held, settle });
  }
  return rig;
}

describe("whatever the policy and the history", { timeout: PROPERTY_TIMEOUT }, () => {
  test("below the minimum of calls no rate opens a circuit", () => {
    const rates = policies.filter(({ strategy }) => strategy !== "consecutive" && !strategy.includes("consecutive"));
    const pauses = fc.constantFrom(0, 1, 1000, 100_000);
    fc.assert(
      fc.property(
        rates,
        fc.array(fc.record({ outcome: noted, ms: duration, pause: pauses }), { minLength: 12, maxLength: 12 }),
        (policy, calls) => {
          const rig = new Rig();
          rig.policy = policy;
          const least = Math.min(policy.minimum_calls, policy.window_calls ?? Number.POSITIVE_INFINITY);
          for (const { outcome, ms, pause } of calls.slice(0, least - 1)) {
            rig.wait(pause / 1000);
            rig.settle(rig.permit(), outcome, ms);
            expect(rig.circuit.state).toBe("closed");
          }
        },
      ),
      options,
    );
  });

  test("a verdict has the figures of its window: enough calls, and a rate that is at its limit or beyond", () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(policies, histories, (policy, history) => {
        for (const { verdict } of play(policy, history).happened("opened")) {
          met.set(verdict.by, (met.get(verdict.by) ?? 0) + 1);
          if (verdict.by === "probe" || verdict.by === "consecutive") continue;
          const { by, calls, failures, slow, rate, limit } = verdict;
          expect(calls).toBeGreaterThanOrEqual(Math.min(policy.minimum_calls, policy.window_calls ?? calls));
          expect(calls).toBeLessThanOrEqual(policy.window_calls ?? calls);
          const part = { failure_rate: failures, slow_call_rate: slow, adaptive: calls - failures }[by];
          expect(rate).toBe(part / calls);
          if (by === "adaptive") expect(rate).toBeLessThan(limit);
          else expect(rate).toBeGreaterThanOrEqual(limit);
        }
      }),
      options,
    );
    if (RUNS < 400) return;
    for (const by of ["probe", "consecutive", "failure_rate", "slow_call_rate", "adaptive"]) {
      expect(met.get(by) ?? 0, `how often: ${by}`).toBeGreaterThan(0);
    }
  });

  test("what an opening names as its failures lay in the window, and are twenty at most", () => {
    fc.assert(
      fc.property(policies, histories, (policy, history) => {
        for (const { verdict, dossier, at } of play(policy, history).happened("opened")) {
          expect(dossier.failures.length).toBeLessThanOrEqual(20);
          const times = dossier.failures.map((failed) => failed.at);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          if (!("windowSeconds" in verdict)) continue;
          expect(dossier.failures.length).toBeLessThanOrEqual(verdict.failures + verdict.slow);
          expect(dossier.failures.length).toBeGreaterThanOrEqual(Math.min(20, Math.max(1, verdict.failures)));
          const oldest = verdict.windowSeconds === null ? START : at - verdict.windowSeconds * 1000;
          for (const failed of dossier.failures) expect(failed.at).toBeGreaterThanOrEqual(oldest);
        }
      }),
      options,
    );
  });

  test("from its opening until its recovery a circuit rejects, and then tests", () => {
    let rejected = 0;
    fc.assert(
      fc.property(policies, histories, (policy, history) => {
        let until: number | null = null;
        play(policy, history, (admission, rig) => {
          const opened = rig.happened("opened").at(-1);
          const reset = rig.happened("reset").at(-1);
          until = opened && (reset === undefined || reset.generation < opened.generation) ? opened.recoverAt : null;
          if (until === null || rig.circuit.state === "closed") return;
          if (rig.now < until) {
            const retryAfter = Math.ceil((until - rig.now) / 1000);
            expect(admission).toMatchObject({ kind: "rejection", reason: "open", state: "open", retryAfter });
            rejected += 1;
          } else {
            expect(rig.circuit.state).toBe("half_open");
          }
        });
      }),
      options,
    );
    if (RUNS >= 400) expect(rejected).toBeGreaterThanOrEqual(400);
  });

  test("no more probes are out than the policy allows", () => {
    let full = 0;
    fc.assert(
      fc.property(policies, histories, (policy, history) => {
        play(policy, history, (admission, rig) => {
          const { probes, state } = rig.look();
          expect(probes.length).toBeLessThanOrEqual(policy.half_open_max_calls);
          for (const { expiresAt } of probes) expect(expiresAt).toBeGreaterThan(rig.now);
          if (state !== "half_open" || admission.kind === "probe") return;
          full += 1;
          expect(admission).toMatchObject({ kind: "rejection", reason: "probes_in_flight" });
          expect(probes).toHaveLength(policy.half_open_max_calls);
        });
      }),
      options,
    );
    if (RUNS >= 400) expect(full).toBeGreaterThanOrEqual(50);
  });

  test("the wait lies between its bounds, and is longer only by openings in a row", () => {
    fc.assert(
      fc.property(policies, histories, (policy, history) => {
        const { factor, cap_seconds, jitter } = policy.recovery_backoff;
        const base = Math.round(policy.recovery_timeout * 1000);
        const cap = Math.max(base, cap_seconds * 1000);
        let before = 0;
        for (const { at, recoverAt, openings } of play(policy, history).happened("opened")) {
          const wait = recoverAt - at;
          expect(wait).toBeGreaterThanOrEqual(jitter ? 100 : base);
          expect(wait).toBeLessThanOrEqual(Math.min(cap, base * factor ** (openings - 1)));
          expect([1, before + 1]).toContain(openings);
          before = openings;
        }
      }),
      options,
    );
  });

  test("the share lies between the floor and everything, and decides by the lot alone", () => {
    const met = { passed: 0, throttled: 0 };
    fc.assert(
      fc.property(policies, histories, (policy, history) => {
        const floor = policy.ramp_seconds > 0 ? Math.min(0.05, policy.adaptive.floor) : policy.adaptive.floor;
        play(policy, history, (admission, rig, lot) => {
          const { share, state } = rig.look();
          if (share === null || state !== "closed") return;
          expect(share).toBeGreaterThanOrEqual(floor);
          expect(share).toBeLessThanOrEqual(1);
          expect(admission.kind).toBe(lot < share ? "pass" : "rejection");
          if (share < 1) met[lot < share ? "passed" : "throttled"] += 1;
        });
      }),
      options,
    );
    if (RUNS < 400) return;
    expect(met.passed).toBeGreaterThan(0);
    expect(met.throttled).toBeGreaterThan(0);
  });

  test("whoever looks, how often, and at whatever time, makes no difference to what happens", () => {
    const looks = fc.array(fc.array(fc.integer({ min: -100_000, max: 100_000 }), { maxLength: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(policies, histories, looks, fc.option(policies), (policy, history, when, later) => {
        const answers: Admission[][] = [[], []];
        const [watched, alone] = answers.map((heard, index) => {
          let moment = 0;
          const look = (rig: Rig) => {
            for (const offset of when[moment] ?? []) rig.lookAt(rig.now + offset);
            moment += 1;
          };
          const rig = play(policy, history, (admission) => heard.push(admission), index === 0 ? look : undefined);
          if (later !== null) rig.policy = later;
          return rig;
        });
        expect(answers[0]).toEqual(answers[1]);
        expect(watched?.events).toEqual(alone?.events);
        expect(watched?.circuit).toEqual(alone?.circuit);
        expect(watched?.look()).toEqual(alone?.look());
      }),
      options,
    );
  });
});

describe("a judge under a clock that does not go back", { timeout: PROPERTY_TIMEOUT }, () => {
  test("finds the same, however often it is asked for its share in between", () => {
    const calls = fc.array(
      fc.record({ outcome: noted, ms: duration, pause: fc.nat(3000), asked: fc.array(fc.nat(3000), { maxLength: 3 }) }),
      { maxLength: 40 },
    );
    const judged = policies.filter((policy) => Judge.of(policy, 1) !== null);
    fc.assert(
      fc.property(judged, calls, (policy, history) => {
        const [asked, alone] = [Judge.of(policy, 1)!, Judge.of(policy, 1)!];
        let now = START;
        for (const call of history) {
          for (const after of call.asked.toSorted((a, b) => a - b)) {
            if (after > call.pause) continue;
            expect(asked.share(now + after)).toBe(asked.sightings(now + after).share);
          }
          now += call.pause;
          const found = deepFreeze(asked.note(call.outcome, call.ms, now));
          expect(found).toEqual(alone.note(call.outcome, call.ms, now));
          expect(asked.sightings(now)).toEqual(alone.sightings(now));
          expect(asked.isThrottling).toBe(alone.isThrottling);
        }
      }),
      options,
    );
  });

  test("is described without being changed: frozen as deep as it goes, and the same afterwards", () => {
    const judge = Judge.of(policyOf({ strategy: "adaptive", minimum_calls: 2 }), 1)!;
    for (const result of [failure(), failure(), failure()]) judge.note(result, 0, START);
    const rig = new Rig();
    const seen = deepFreeze(judge.sightings(START));
    for (const ahead of [0, 1e9, -1e9]) describeCircuit(rig.circuit, rig.policy, START + ahead, seen);
    expect(judge.sightings(START)).toEqual(seen);
  });
});
