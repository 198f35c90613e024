import type { Circuit, CircuitState, Instant } from "./circuit.ts";

/** The state to go to; an open circuit's wait is frozen here. */
export type Target =
  | { readonly state: Extract<CircuitState, "closed" | "half_open"> }
  | { readonly state: "open"; readonly wait: number };

/**
 * Moves a circuit to a state and sets every field that depends on it. The only place where `state`, `generation`
 * and `since` change.
 */
export function transition(circuit: Circuit, target: Target, at: Instant): Circuit {
  const common = {
    id: circuit.id,
    generation: circuit.generation + 1,
    since: circuit.state === target.state ? circuit.since : at,
    consecutiveFailures: circuit.consecutiveFailures,
    lastError: circuit.lastError,
    failures: circuit.failures,
    override: circuit.override,
    acts: circuit.acts,
  };
  switch (target.state) {
    case "closed":
      return { ...common, state: "closed", consecutiveFailures: 0, failures: [] };
    case "open":
      return { ...common, state: "open", openedAt: at, recoverAt: at + target.wait, wait: target.wait };
    case "half_open":
      return { ...common, state: "half_open", probes: [], successes: 0 };
  }
}
