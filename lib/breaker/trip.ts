import type { Permit } from "./admit.ts";
import type { Circuit, Instant } from "./circuit.ts";
import type { Step } from "./events.ts";
import type { Evidence } from "./judge.ts";
import { open } from "./open.ts";
import type { RevisedPolicy } from "./policy.ts";
import { tick } from "./time.ts";

/**
 * Opens a closed circuit because of what one process has seen, up to the call that `permit` was given to. Evidence
 * from an older generation, or under `forced_closed`, changes nothing.
 */
export function trip(
  circuit: Circuit,
  policy: RevisedPolicy,
  permit: Permit,
  { verdict, consecutiveFailures, failures }: Evidence,
  now: Instant,
): Step {
  const step = tick(circuit, now);
  const current = step.circuit;
  if (current.state !== "closed" || permit.generation !== current.generation) return step;
  if (current.override?.mode === "forced_closed") return step;
  const lastError = failures.at(-1) ?? current.lastError;
  return open(step, { ...current, consecutiveFailures, failures, lastError }, policy, verdict, now);
}
