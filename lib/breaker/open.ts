import type { Circuit, Failure, Instant } from "./circuit.ts";
import { andThen, type Dossier, type Step } from "./events.ts";
import type { RevisedPolicy } from "./policy.ts";
import { openingsAt, recoveryWait } from "./recovery.ts";
import { transition } from "./transition.ts";
import type { Verdict } from "./verdict.ts";

/** Opens a circuit: `step`, then the transition, with an event that freezes what decided it. */
export function open(step: Step, circuit: Circuit, policy: RevisedPolicy, verdict: Verdict, now: Instant): Step {
  const openings = openingsAt(circuit, policy, now);
  const wait = recoveryWait(circuit, policy, openings, now);
  const opened = transition(circuit, { state: "open", wait, openings }, now);
  return andThen(step, opened, {
    kind: "opened",
    at: now,
    generation: opened.generation,
    from: circuit.state,
    verdict,
    consecutiveFailures: circuit.consecutiveFailures,
    openings,
    recoverAt: now + wait,
    dossier: dossierOf(circuit.failures, policy.revision),
  });
}

function dossierOf(failures: readonly Failure[], policyRevision: number): Dossier {
  const counts = new Map<string, number>();
  for (const { group } of failures) counts.set(group, (counts.get(group) ?? 0) + 1);
  const groups = [...counts].map(([group, count]) => ({ group, count })).sort((a, b) => b.count - a.count);
  return { failures, groups, policyRevision };
}
