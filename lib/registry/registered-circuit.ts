import {
  type Admission,
  admit,
  CERTAIN,
  type Chance,
  type Circuit,
  type CircuitDescription,
  canProbe,
  decide,
  describe,
  type Instant,
  Judge,
  type Outcome,
  opensBy,
  type Permit,
  type RevisedPolicy,
  settle,
  tick,
  trip,
} from "../breaker/index.ts";
import type { Awaitable } from "../stores/store.ts";
import type { CircuitHandle } from "./circuit-handle.ts";
import { type Confirmed, SharedCircuit, type Surroundings } from "./shared-circuit.ts";

/** One circuit of this process: answers calls from memory, and hands on only what changes it. */
export class RegisteredCircuit extends SharedCircuit implements CircuitHandle {
  #policy: RevisedPolicy;
  /** Null where the policy judges no window. */
  #judge: Judge | null;
  /** The one permit that every call on a healthy circuit shares; null where a call has to be looked at. */
  #pass: Permit | null = null;

  constructor(around: Surroundings, policy: RevisedPolicy, confirmed: Confirmed) {
    super(around, confirmed);
    this.#policy = policy;
    this.#judge = Judge.of(policy, confirmed.circuit.generation);
    this.refresh();
  }

  get parent(): null {
    return null;
  }

  get policy(): RevisedPolicy {
    return this.#policy;
  }

  /** Another policy keeps the circuit's state, its counts and what its window holds. */
  set policy(policy: RevisedPolicy) {
    this.#policy = policy;
    this.#judge = Judge.of(policy, this.view.generation, this.#judge);
    this.refresh();
  }

  admit(by: string | null): Awaitable<Admission> {
    return this.#pass ?? this.#admitByState(by);
  }

  settle(permit: Permit, outcome: Outcome, ms = 0): Awaitable<void> {
    if (permit.kind === "void" || this.isReleased) return;
    if (permit.kind === "pass") {
      if (outcome.kind === "ignored") return;
      if (this.#judge !== null && permit.generation === this.view.generation && this.view.state === "closed") {
        return this.#settleJudged(this.#judge, permit, outcome, ms);
      }
      if (outcome.kind === "success" && permit === this.#pass && this.view.consecutiveFailures === 0) return;
    }
    return this.#submitOutcome(permit, outcome, ms);
  }

  isBlocked(): boolean {
    if (this.#pass !== null) return false;
    const circuit = tick(this.view, this.around.clock.now()).circuit;
    const mode = circuit.override?.mode;
    return mode === "forced_open" || (circuit.state === "open" && mode === undefined);
  }

  /** The circuit as people are shown it. Reads only. */
  describe(): CircuitDescription {
    const now = this.around.clock.now();
    return describe(this.shown, this.policy, now, this.#judge?.sightings(now));
  }

  #admitByState(by: string | null): Awaitable<Admission> {
    const now = this.around.clock.now();
    const view = tick(this.view, now).circuit;
    const mode = view.override?.mode;
    const wantsProbe = mode !== "forced_open" && mode !== "forced_closed" && canProbe(view, this.policy);
    const chance = this.#chance(view, now);
    if (!wantsProbe) {
      // What time has changed is written, but nobody waits for that.
      if (view !== this.view) this.tick();
      const decision = decide(view, this.policy, now, chance);
      const { shown } = this;
      if (decision.kind === "rejection" || view === shown) return decision;
      const granted = decide(tick(shown, now).circuit, this.policy, now, chance);
      if (granted.kind !== "rejection") return granted;
    }
    const request = { id: this.around.newId(), by };
    return this.submit((circuit, at) => {
      const step = admit(circuit, this.policy, request, at, chance);
      return { ...step, result: step.admission };
    });
  }

  #chance(view: Circuit, now: Instant): Chance {
    if (view.state !== "closed") return CERTAIN;
    const share = this.#judge?.share(now) ?? 1;
    // What has recovered because time has passed needs no more looking at, call by call.
    if (share === 1) this.refresh();
    return { share, lot: this.around.random() };
  }

  /** An outcome of a closed circuit whose window is judged here: only what that changes becomes an operation. */
  #settleJudged(
    judge: Judge,
    permit: Permit,
    outcome: Exclude<Outcome, { kind: "ignored" }>,
    ms: number,
  ): Awaitable<void> {
    const now = this.around.clock.now();
    const evidence = judge.note(outcome, ms, now);
    // Who holds it closed wants its calls counted, and not what they would have come to.
    if (evidence !== null && this.view.override?.mode !== "forced_closed") {
      return this.submit((circuit, at) => ({
        ...trip(circuit, this.policy, permit, evidence, at),
        result: undefined,
      }));
    }
    if (judge.isThrottling) this.#pass = null;
    const { consecutiveFailures } = this.view;
    const counts = outcome.kind === "success" ? consecutiveFailures > 0 : this.#countsFailures;
    return counts ? this.#submitOutcome(permit, outcome, ms) : undefined;
  }

  /** Whether a failure is counted in the circuit itself, and not only in this process's window. */
  get #countsFailures(): boolean {
    return opensBy(this.policy, "consecutive") || (this.view.state === "closed" && this.view.ramp !== null);
  }

  #submitOutcome(permit: Permit, outcome: Outcome, ms: number): Awaitable<void> {
    return this.submit((circuit, now) => ({
      ...settle(circuit, this.policy, permit, outcome, now, ms),
      result: undefined,
    }));
  }

  protected override refresh(): void {
    const view = this.view;
    const stored = this.shown;
    this.#judge?.follow(view.generation);
    const healthy = isPlain(view) && isPlain(stored) && !this.#judge?.isThrottling;
    if (!healthy) this.#pass = null;
    else if (this.#pass?.generation !== stored.generation) {
      this.#pass = { kind: "pass", circuit: this.id, generation: stored.generation };
    }
    if (!this.isReleased) this.around.deadlines.set(this, this.deadline());
  }
}

/** Lets every call through, as far as the stored value says. */
function isPlain(circuit: Circuit): boolean {
  return circuit.state === "closed" && circuit.override === null && circuit.ramp === null;
}
