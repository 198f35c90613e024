import type { CircuitState, Verdict } from "../../breaker/index.ts";
import type { TroubleEvent } from "../../incidents/trouble-event.ts";
import type { StoredEvent } from "../../stores/store.ts";

/** What is kept of an event that incidents go by: not its dossier, which may be long. */
export interface Logged extends TroubleEvent {
  readonly actor: string | null;
  readonly reason: string | null;
  readonly instance: string;
  /** Failures that decided an opening, and the first one's message. */
  readonly failures: number;
  readonly error: string | null;
}

interface Details {
  readonly from?: CircuitState;
  readonly to?: CircuitState;
  readonly verdict?: Verdict;
  readonly consecutiveFailures?: number;
  readonly dossier?: { readonly failures?: readonly { readonly message: string }[] };
}

export function loggedOf({ id, circuit, kind, at, actor, reason, instance, details }: StoredEvent): Logged[] {
  if (circuit === null) return [];
  const { from, to, verdict, consecutiveFailures = 0, dossier } = details as Details;
  return [
    {
      id,
      circuit,
      kind,
      at,
      state: (kind === "opened" ? from : kind === "reset" ? to : null) ?? null,
      actor,
      reason,
      instance,
      failures: verdict !== undefined && "failures" in verdict ? verdict.failures : consecutiveFailures,
      error: dossier?.failures?.[0]?.message ?? null,
    },
  ];
}
