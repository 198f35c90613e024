import type { Outcome, Permit, Rejection } from "../breaker/index.ts";
import type { Awaitable } from "../stores/store.ts";

/** Permits of a nested circuit and of the one that it is nested under: an execution needs both. */
export interface NestedPermit {
  /** A probe where either is one; else what settles as nothing where either does. */
  readonly kind: Permit["kind"];
  readonly own: Permit;
  readonly parent: Permit;
}

/** Leave to run one execution, as the handle that gave it takes it back. */
export type Grant = Permit | NestedPermit;

/** What an execution needs of its circuit. */
export interface CircuitHandle {
  readonly id: string;
  /** The circuit that this one is nested under; null for a node type's own. */
  readonly parent: CircuitHandle | null;
  /** Whether an execution may run. At once where the circuit is closed or open; later where a probe has to be stored. */
  admit(by: string | null): Awaitable<Grant | Rejection>;
  /**
   * Records the outcome of an execution that took `ms` milliseconds; done when what it caused is stored (or the store
   * is known to be out).
   */
  settle(grant: Grant, outcome: Outcome, ms?: number): Awaitable<void>;
  /** Whether the circuit would now refuse an ordinary execution: what a retry asks before it tries again. */
  isBlocked(): boolean;
}

/** The circuits of a node type's callers, where its scope keeps their failures apart. */
export interface CallerCircuits {
  /**
   * The circuit of a caller, made where there is none yet; the node type's own where the caller lacks what the scope
   * asks for. Null where there are as many as there may be.
   */
  of(workspace: string | null, credential: string | null): CircuitHandle | null;
}
