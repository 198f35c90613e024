import type { Permit } from "./admit.ts";
import { type Circuit, type Failure, type Instant, KEPT_FAILURES, KEPT_MESSAGE_LENGTH } from "./circuit.ts";
import { andThen, type Dossier, type Step } from "./events.ts";
import type { RevisedPolicy } from "./policy.ts";
import { tick } from "./time.ts";
import { transition } from "./transition.ts";

/** What the dependency did. `ignored` says nothing about its health. */
export type Outcome =
  | { readonly kind: "success" }
  | { readonly kind: "failure"; readonly message: string; readonly group: string }
  | { readonly kind: "ignored" };

export const SUCCESS: Outcome = Object.freeze({ kind: "success" });
export const IGNORED: Outcome = Object.freeze({ kind: "ignored" });

/** Records one execution's outcome. A permit of an older generation, or an expired probe's, changes nothing. */
export function settle(circuit: Circuit, policy: RevisedPolicy, permit: Permit, outcome: Outcome, now: Instant): Step {
  const step = tick(circuit, now);
  if (!isCurrent(step.circuit, permit)) return step;
  const released = permit.kind === "probe" ? withoutProbe(step.circuit, permit.probe) : step.circuit;
  switch (outcome.kind) {
    case "ignored":
      return released === step.circuit ? step : andThen(step, released);
    case "success":
      return succeed(step, released, policy, now);
    case "failure":
      return fail(step, remember(released, outcome, now), policy, now);
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
  const cleared =
    circuit.consecutiveFailures === 0 ? circuit : { ...circuit, consecutiveFailures: 0, failures: [] as const };
  if (cleared.state !== "half_open" || cleared.override?.mode === "forced_closed") {
    return cleared === step.circuit ? step : andThen(step, cleared);
  }
  const successes = cleared.successes + 1;
  if (successes < policy.half_open_successes) return andThen(step, { ...cleared, successes });
  const closed = transition(cleared, { state: "closed" }, now);
  return andThen(step, closed, { kind: "closed", at: now, generation: closed.generation, successes });
}

function fail(step: Step, circuit: Circuit, policy: RevisedPolicy, now: Instant): Step {
  if (circuit.override?.mode === "forced_closed" || !trips(circuit, policy)) return andThen(step, circuit);
  const wait = Math.round(policy.recovery_timeout * 1000);
  const open = transition(circuit, { state: "open", wait }, now);
  return andThen(step, open, {
    kind: "opened",
    at: now,
    generation: open.generation,
    from: circuit.state,
    consecutiveFailures: circuit.consecutiveFailures,
    recoverAt: now + wait,
    dossier: dossierOf(circuit.failures, policy.revision),
  });
}

function trips(circuit: Circuit, policy: RevisedPolicy): boolean {
  return circuit.state === "half_open" || circuit.consecutiveFailures >= policy.failure_threshold;
}

function remember(circuit: Circuit, outcome: { message: string; group: string }, now: Instant): Circuit {
  const failure: Failure = { at: now, message: cap(outcome.message), group: outcome.group };
  return {
    ...circuit,
    consecutiveFailures: circuit.consecutiveFailures + 1,
    lastError: failure,
    failures: [...circuit.failures.slice(1 - KEPT_FAILURES), failure],
  };
}

/** Well-formed, because half a character (from here or from upstream) makes JSON that strict readers refuse. */
function cap(message: string): string {
  const kept = message.length <= KEPT_MESSAGE_LENGTH ? message : `${message.slice(0, KEPT_MESSAGE_LENGTH - 1)}…`;
  return kept.toWellFormed();
}

function dossierOf(failures: readonly Failure[], policyRevision: number): Dossier {
  const counts = new Map<string, number>();
  for (const { group } of failures) counts.set(group, (counts.get(group) ?? 0) + 1);
  const groups = [...counts].map(([group, count]) => ({ group, count })).sort((a, b) => b.count - a.count);
  return { failures, groups, policyRevision };
}
