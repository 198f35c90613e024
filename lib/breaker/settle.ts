import type { Permit } from "./admit.ts";
import { type Circuit, type Instant, NO_FAILURES } from "./circuit.ts";
import { andThen, type Step } from "./events.ts";
import { failureAt, withFailure } from "./failures.ts";
import { open } from "./open.ts";
import { opensBy, type RevisedPolicy } from "./policy.ts";
import { isSlow, slowness } from "./slow.ts";
import { tick } from "./time.ts";
import { transition } from "./transition.ts";
import type { Verdict } from "./verdict.ts";

/** Whom a failure speaks against: the dependency, or the caller's own key or tenancy. */
export type Blame = "dependency" | "caller";

/** What the dependency did. `ignored` says nothing about its health. */
export type Outcome =
  | { readonly kind: "success" }
  | {
      readonly kind: "failure";
      readonly message: string;
      readonly group: string;
      /** The dependency where nothing is said. Only nested circuits tell the two apart. */
      readonly blame?: Blame;
    }
  | { readonly kind: "ignored" };

type Failed = Extract<Outcome, { kind: "failure" }>;

export const SUCCESS: Outcome = Object.freeze({ kind: "success" });
export const IGNORED: Outcome = Object.freeze({ kind: "ignored" });

/**
 * Records one execution's outcome. A permit of an older generation, or an expired probe's, changes nothing.
 *
 * @param ms how long the execution took; a probe that succeeded slowly does not show that all is well again
 */
export function settle(
  circuit: Circuit,
  policy: RevisedPolicy,
  permit: Permit,
  outcome: Outcome,
  now: Instant,
  ms = 0,
): Step {
  const step = tick(circuit, now);
  if (!isCurrent(step.circuit, permit)) return step;
  const released = permit.kind === "probe" ? withoutProbe(step.circuit, permit.probe) : step.circuit;
  switch (outcome.kind) {
    case "ignored":
      return andThen(step, released);
    case "success":
      if (permit.kind === "probe" && isSlow(policy, ms)) return fail(step, released, slowness(ms), policy, now);
      return succeed(step, released, policy, now);
    case "failure":
      return fail(step, released, outcome, policy, now);
  }
}

function isCurrent(circuit: Circuit, permit: Permit): boolean {
  if (permit.circuit !== circuit.id || permit.generation !== circuit.generation) return false;
  if (permit.kind === "probe") {
    return circuit.state === "half_open" && circuit.probes.some((probe) => probe.id === permit.probe);
  }
  return permit.kind === "pass" && (circuit.state === "closed" || circuit.override?.mode === "forced_closed");
}

function withoutProbe(circuit: Circuit, id: string): Circuit {
  if (circuit.state !== "half_open") return circuit;
  return { ...circuit, probes: circuit.probes.filter((probe) => probe.id !== id) };
}

function succeed(step: Step, circuit: Circuit, policy: RevisedPolicy, now: Instant): Step {
  // A rate may have opened it with no failure in a row, but with failures kept.
  const isClear = circuit.consecutiveFailures === 0 && circuit.failures.length === 0;
  const cleared = isClear ? circuit : { ...circuit, consecutiveFailures: 0, failures: NO_FAILURES };
  if (cleared.state !== "half_open" || cleared.override?.mode === "forced_closed") return andThen(step, cleared);
  const successes = cleared.successes + 1;
  if (successes < policy.half_open_successes) return andThen(step, { ...cleared, successes });
  const closed = transition(cleared, { state: "closed", ramp: Math.round(policy.ramp_seconds * 1000) }, now);
  return andThen(step, closed, { kind: "closed", at: now, generation: closed.generation, successes });
}

function fail(
  step: Step,
  released: Circuit,
  failed: Pick<Failed, "message" | "group">,
  policy: RevisedPolicy,
  now: Instant,
): Step {
  const circuit = remember(released, failed, now);
  const verdict = circuit.override?.mode === "forced_closed" ? null : verdictOn(circuit, policy);
  return verdict === null ? andThen(step, circuit) : open(step, circuit, policy, verdict, now);
}

function verdictOn(circuit: Circuit, policy: RevisedPolicy): Verdict | null {
  if (circuit.state === "half_open") return { by: "probe" };
  const { consecutiveFailures: failures } = circuit;
  const limit = policy.failure_threshold;
  return opensBy(policy, "consecutive") && failures >= limit ? { by: "consecutive", failures, limit } : null;
}

function remember(circuit: Circuit, failed: Pick<Failed, "message" | "group">, now: Instant): Circuit {
  const failure = failureAt(now, failed);
  const remembered: Circuit = {
    ...circuit,
    consecutiveFailures: circuit.consecutiveFailures + 1,
    lastError: failure,
    failures: withFailure(circuit.failures, failure),
  };
  if (remembered.state !== "closed" || remembered.ramp === null) return remembered;
  // One failure among successes is nothing new: a dependency that fails one call in a hundred would never be let back in.
  if (circuit.consecutiveFailures === 0) return remembered;
  return { ...remembered, ramp: { ...remembered.ramp, from: now } };
}
