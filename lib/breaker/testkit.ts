import {
  type ActStep,
  type Admission,
  admit,
  type Circuit,
  type CircuitDescription,
  type CircuitEvent,
  DEFAULT_POLICY,
  describe as describeCircuit,
  type Instant,
  layerPolicy,
  newCircuit,
  type Outcome,
  type OverrideAct,
  override,
  type Permit,
  type PolicyPatch,
  type ResetAct,
  type RevisedPolicy,
  reset,
  type Step,
  settle,
  tick,
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

/** One circuit with its policy and its clock. Nothing but the test moves the clock. */
export class Rig {
  circuit: Circuit;
  policy: RevisedPolicy;
  now: Instant = START;
  readonly events: CircuitEvent[] = [];
  private asked = 0;

  constructor(patch: PolicyPatch = {}) {
    this.policy = policyOf(patch);
    this.circuit = deepFreeze(newCircuit("external_api", START));
  }

  wait(seconds: number): void {
    this.now += seconds * 1000;
  }

  tick(): void {
    this.take(tick(this.circuit, this.now));
  }

  admit(by: string | null = null): Admission {
    this.asked += 1;
    return this.take(admit(this.circuit, this.policy, { id: `probe-${this.asked}`, by }, this.now)).admission;
  }

  /** Admits an execution that the test knows to be admitted. */
  permit(by: string | null = null): Permit {
    const admission = this.admit(by);
    if (admission.kind === "rejection") throw new Error(`expected a permit, was rejected: ${admission.reason}`);
    return admission;
  }

  settle(permit: Permit, outcome: Outcome): void {
    this.take(settle(this.circuit, this.policy, permit, outcome, this.now));
  }

  /** Admits and settles one execution after another. */
  run(...outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) this.settle(this.permit(), outcome);
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
    return describeCircuit(this.circuit, this.policy, this.now);
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
