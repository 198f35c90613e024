import type { CircuitState, Instant } from "../breaker/index.ts";

/** Kinds of events by which trouble begins, goes on and ends, and by which people meet it. */
export const TROUBLE_KINDS = [
  "opened",
  "half_opened",
  "closed",
  "reset",
  "override_set",
  "override_cleared",
  "override_expired",
  "node_type_deleted",
] as const;

/** An event of the log as far as incidents go by it. */
export interface TroubleEvent {
  readonly id: number;
  readonly circuit: string;
  readonly kind: string;
  readonly at: Instant;
  /** The state that an `opened` came from, or that a `reset` led to; null with other kinds. */
  readonly state: CircuitState | null;
}

/** Oldest first; of one instant in the order in which they were written. */
export function byTime(a: TroubleEvent, b: TroubleEvent): number {
  return a.at - b.at || a.id - b.id;
}
