import {
  type ActStep,
  type Admission,
  admit,
  CERTAIN,
  type Chance,
  type Circuit,
  type CircuitDescription,
  type CircuitEvent,
  DEFAULT_POLICY,
  describe as describeCircuit,
  type Instant,
  Judge,
  layerPolicy,
  newCircuit,
  type Outcome,
  type OverrideAct,
  opensBy,
  override,
  type Permit,
  type PolicyPatch,
  type ResetAct,
  type RevisedPolicy,
  reset,
  type Step,
  settle,
  tick,
  trip,
} from "./index.ts";

export const START: Instant = Date.UTC(2026, 1, 12, 12);

/** The default policy with `patch` over it, in force at revision 1. */
export function policyOf(patch: PolicyPatch = {}, revision = 1): RevisedPolicy {
  return deepFreeze({ ...layerPolicy(DEFAULT_POLICY, patch), revision });
}

export function failure(message = "Connection timeout", group = "timeout"): Outcome & { kind: "failure" } {
  return { kind: "failure", message, group };
}

/** Freezes a value and all that hangs on it, so that a write to any of it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

/** How often a property is tried: as usual, or as often as `PROPERTY_RUNS` says. */
export function propertyRuns(usual: number): number {
  return Number(process.env.PROPERTY_RUNS ?? usual);
}

/** Milliseconds; an hour where somebody asked for other numbers of runs. */
export const PROPERTY_TIMEOUT = process.env.PROPERTY_RUNS === undefined ? 60_000 : 3_600_000;

/** One process's part in a circuit: it judges the calls that it has seen itself, as the registry's circuit does. */
export class Witness {
  judge: Judge | null;

  constructor(policy: RevisedPolicy, circuit: Circuit) {
    this.judge = Judge.of(policy, circuit.generation);
  }

  /** Hears of the circuit as it is now. */
  follow(circuit: Circuit): void {
    this.judge?.follow(circuit.generation);
  }

  /** Hears of an edit of the policy. */
  edit(policy: RevisedPolicy, circuit: Circuit): void {
    this.follow(circuit);
    this.judge = Judge.of(policy, circuit.generation, this.judge);
  }

  /** What decides an admission by the lot that was drawn for it. */
  chance(circuit: Circuit, now: Instant, lot: number): Chance {
    if (tick(circuit, now).circuit.state !== "closed") return CERTAIN;
    return { lot, share: this.judge?.share(now) ?? 1 };
  }

  settle(circuit: Circuit, policy: RevisedPolicy, permit: Permit, outcome: Outcome, now: Instant, ms: number): Step {
    const step = tick(circuit, now);
    const seen = step.circuit;
    const isOfNow = seen.state === "closed" && permit.generation === seen.generation;
    if (this.judge !== null && isOfNow && permit.kind === "pass" && outcome.kind !== "ignored") {
      const evidence = this.judge.note(outcome, ms, now);
      const isHeld = seen.override?.mode === "forced_closed";
      if (evidence !== null && !isHeld) return trip(circuit, policy, permit, deepFreeze(evidence), now);
      const countsFailures = opensBy(policy, "consecutive") || seen.ramp !== null;
      if (outcome.kind === "failure" && !countsFailures) return step;
    }
    return settle(circuit, policy, permit, outcome, now, ms);
  }
}

/** One circuit with its policy, its clock and the one process that sees all of its calls. Only the test moves the clock. */
export class Rig {
  circuit: Circuit;
  now: Instant = START;
  readonly events: CircuitEvent[] = [];
  #policy: RevisedPolicy;
  readonly #witness: Witness;
  private asked = 0;

  constructor(patch: PolicyPatch = {}) {
    this.#policy = policyOf(patch);
    this.circuit = deepFreeze(newCircuit("external_api", START));
    this.#witness = new Witness(this.#policy, this.circuit);
  }

  get policy(): RevisedPolicy {
    return this.#policy;
  }

  set policy(policy: RevisedPolicy) {
    this.#policy = policy;
    this.#witness.edit(policy, this.circuit);
  }

  wait(seconds: number): void {
    this.now += seconds * 1000;
  }

  tick(): void {
    this.take(tick(this.circuit, this.now));
  }

  /** @param lot from 0 to just below 1: what decides where only a share of the calls is let through */
  admit(by: string | null = null, lot = 0): Admission {
    this.asked += 1;
    this.#witness.follow(this.circuit);
    const chance = this.#witness.chance(this.circuit, this.now, lot);
    return this.take(admit(this.circuit, this.policy, { id: `probe-${this.asked}`, by }, this.now, chance)).admission;
  }

  /** Admits an execution that the test knows to be admitted. */
  permit(by: string | null = null): Permit {
    const admission = this.admit(by);
    if (admission.kind === "rejection") throw new Error(`expected a permit, was rejected: ${admission.reason}`);
    return admission;
  }

  /** @param ms how long the execution took */
  settle(permit: Permit, outcome: Outcome, ms = 0): void {
    this.#witness.follow(this.circuit);
    this.take(this.#witness.settle(this.circuit, this.policy, permit, outcome, this.now, ms));
  }

  /** Admits and settles one execution after another. */
  run(...outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) this.settle(this.permit(), outcome);
  }

  /** Admits and settles so many executions that take `ms` milliseconds. */
  runSlow(count: number, outcome: Outcome, ms: number): void {
    for (let call = 0; call < count; call += 1) this.settle(this.permit(), outcome, ms);
  }

  /** Lets executions fail until the circuit is open. */
  trip(): void {
    while (this.look().state !== "open") this.run(failure());
  }

  /** An open circuit whose wait is over, as `tick` writes it. */
  tripAndRecover(): void {
    this.trip();
    this.wait(this.policy.recovery_timeout);
    this.tick();
  }

  reset(act: Partial<ResetAct> = {}): ActStep["result"] {
    const whole = { actor: "ada", reason: null, expectedGeneration: null, to: "closed", ...act } as const;
    return this.take(reset(this.circuit, whole, this.now)).result;
  }

  override(act: Pick<OverrideAct, "mode"> & Partial<OverrideAct>): ActStep["result"] {
    const whole = { actor: "ada", reason: null, expectedGeneration: null, length: null, ...act };
    return this.take(override(this.circuit, whole, this.now)).result;
  }

  look(): CircuitDescription {
    return this.lookAt(this.now);
  }

  /** What is shown to somebody whose clock says `at`. */
  lookAt(at: Instant): CircuitDescription {
    this.#witness.follow(this.circuit);
    return describeCircuit(this.circuit, this.policy, at, deepFreeze(this.#witness.judge?.sightings(at)));
  }

  /** The events of a kind, oldest first. */
  happened<Kind extends CircuitEvent["kind"]>(kind: Kind): readonly Extract<CircuitEvent, { kind: Kind }>[] {
    return this.events.filter((event): event is Extract<CircuitEvent, { kind: Kind }> => event.kind === kind);
  }

  private take<Result extends Step>(step: Result): Result {
    this.circuit = deepFreeze(step.circuit);
    this.events.push(...step.events);
    return step;
  }
}
