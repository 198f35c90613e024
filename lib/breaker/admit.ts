import { type Circuit, type CircuitState, type HalfOpenCircuit, type Instant, LEASE_GRACE_MS } from "./circuit.ts";
import { andThen, type Step } from "./events.ts";
import type { RevisedPolicy } from "./policy.ts";
import { rampShare } from "./ramp.ts";
import { earliestLeaseEnd, tick } from "./time.ts";

/**
 * Leave to run one execution. `pass` is the ordinary one, `probe` a half-open circuit's lease, `void` runs but
 * settles as nothing (what a dry run would have rejected).
 */
export type Permit =
  | { readonly kind: "pass"; readonly circuit: string; readonly generation: number }
  | {
      readonly kind: "probe";
      readonly circuit: string;
      readonly generation: number;
      readonly probe: string;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: "void";
      readonly circuit: string;
      readonly generation: number;
      /** What the circuit would have said without its dry run. */
      readonly instead: Rejection;
    };

/** A refusal to run an execution: a value, never an error. */
export interface Rejection {
  readonly kind: "rejection";
  readonly circuit: string;
  readonly state: CircuitState;
  /** `throttled`: the circuit is closed and lets through only a share of the calls. */
  readonly reason: "open" | "probes_in_flight" | "forced_open" | "throttled";
  /** Whole seconds to wait before asking again, at least 1. */
  readonly retryAfter: number;
  readonly lastError: string | null;
}

export type Admission = Permit | Rejection;

/** Who would run the probe, should this admission become one. */
export interface ProbeRequest {
  /** Unique over all instances. */
  readonly id: string;
  readonly by: string | null;
}

/** What decides where a closed circuit lets through only a share of the calls. */
export interface Chance {
  /** From 0 to just below 1, drawn for this one call. */
  readonly lot: number;
  /** The share that this process's own calls warrant, 0 to 1. */
  readonly share: number;
}

/** Lets through whatever the circuit itself lets through. */
export const CERTAIN: Chance = Object.freeze({ lot: 0, share: 1 });

/** Answers whether an execution may run. Changes the circuit only where time has passed or a probe goes out. */
export function admit(
  circuit: Circuit,
  policy: RevisedPolicy,
  request: ProbeRequest,
  now: Instant,
  chance: Chance = CERTAIN,
): Step & { readonly admission: Admission } {
  const step = tick(circuit, now);
  const current = step.circuit;
  const mode = current.override?.mode;
  if (mode !== "forced_open" && mode !== "forced_closed" && canProbe(current, policy)) {
    const lease = Math.round(policy.timeout_seconds * 1000) + LEASE_GRACE_MS;
    const probe = { ...request, at: now, expiresAt: now + lease, lease };
    const probing = { ...current, probes: [...current.probes, probe] };
    const permit = { ...permitFor(current, "probe"), probe: probe.id, expiresAt: probe.expiresAt } as const;
    return { ...andThen(step, probing), admission: permit };
  }
  return { ...step, admission: decide(current, policy, now, chance) };
}

/** Whether a half-open circuit has a probe to give. */
export function canProbe(circuit: Circuit, policy: RevisedPolicy): circuit is HalfOpenCircuit {
  return circuit.state === "half_open" && circuit.probes.length < policy.half_open_max_calls;
}

/** What a circuit with no probe to give answers. `circuit` must already be ticked to `now`. */
export function decide(circuit: Circuit, policy: RevisedPolicy, now: Instant, chance: Chance = CERTAIN): Admission {
  const mode = circuit.override?.mode;
  if (mode === "forced_open") return reject(circuit, policy, now);
  if (mode === "forced_closed" || isLetThrough(circuit, now, chance)) return permitFor(circuit, "pass");
  const rejection = reject(circuit, policy, now);
  return mode === "dry_run" ? { ...permitFor(circuit, "void"), instead: rejection } : rejection;
}

function isLetThrough(circuit: Circuit, now: Instant, { lot, share }: Chance): boolean {
  return circuit.state === "closed" && lot < Math.min(share, rampShare(circuit, now));
}

function permitFor<Kind extends Permit["kind"]>(circuit: Circuit, kind: Kind) {
  return { kind, circuit: circuit.id, generation: circuit.generation };
}

function reject(circuit: Circuit, policy: RevisedPolicy, now: Instant): Rejection {
  const [reason, until] = obstacle(circuit, policy, now);
  return {
    kind: "rejection",
    circuit: circuit.id,
    state: circuit.state,
    reason,
    retryAfter: Math.max(1, Math.ceil((until - now) / 1000)),
    lastError: circuit.lastError?.message ?? null,
  };
}

function obstacle(circuit: Circuit, policy: RevisedPolicy, now: Instant): [Rejection["reason"], Instant] {
  if (circuit.override?.mode === "forced_open") {
    // A hold without an end has no honest wait; the policy's own is how often it is worth asking.
    const lifted = circuit.override.until ?? now + policy.recovery_timeout * 1000;
    return ["forced_open", circuit.state === "open" ? Math.max(lifted, circuit.recoverAt) : lifted];
  }
  if (circuit.state === "open") return ["open", circuit.recoverAt];
  if (circuit.state === "closed") return ["throttled", now];
  return ["probes_in_flight", earliestLeaseEnd(circuit)];
}
