import type { Circuit, CircuitState, Failure, Instant, OverrideMode } from "./circuit.ts";
import type { Verdict } from "./verdict.ts";

/** What an `opened` event froze: the failures that decided it. */
export interface Dossier {
  readonly failures: readonly Failure[];
  readonly groups: readonly { readonly group: string; readonly count: number }[];
  readonly policyRevision: number;
}

interface At {
  readonly at: Instant;
  readonly generation: number;
}

interface Act extends At {
  readonly actor: string;
  readonly reason: string | null;
}

/** Something that happened to a circuit. */
export type CircuitEvent =
  | (At & {
      readonly kind: "opened";
      readonly from: CircuitState;
      readonly verdict: Verdict;
      readonly consecutiveFailures: number;
      /** How often it has opened in a row. */
      readonly openings: number;
      readonly recoverAt: Instant;
      readonly dossier: Dossier;
    })
  | (At & { readonly kind: "half_opened" })
  | (At & { readonly kind: "closed"; readonly successes: number })
  | (At & { readonly kind: "probe_expired"; readonly probe: string; readonly by: string | null })
  | (Act & { readonly kind: "reset"; readonly previousState: CircuitState; readonly to: CircuitState })
  | (Act & { readonly kind: "override_set"; readonly mode: OverrideMode; readonly until: Instant | null })
  | (Act & { readonly kind: "override_cleared"; readonly mode: OverrideMode })
  | (At & { readonly kind: "override_expired"; readonly mode: OverrideMode });

/** What a function of the breaker returns: the circuit after it (the same object where nothing changed) and what happened. */
export interface Step {
  readonly circuit: Circuit;
  readonly events: readonly CircuitEvent[];
}

const NO_EVENTS: readonly CircuitEvent[] = Object.freeze([]);

/** The step in which nothing happened worth an event. */
export function quiet(circuit: Circuit): Step {
  return { circuit, events: NO_EVENTS };
}

/** `step`, then what `next` adds to it. */
export function andThen(step: Step, circuit: Circuit, ...events: readonly CircuitEvent[]): Step {
  return { circuit, events: [...step.events, ...events] };
}
