import type { Admission, Outcome, Permit } from "../breaker/index.ts";
import type { Awaitable } from "../stores/store.ts";

/** What an execution needs of its circuit. */
export interface CircuitHandle {
  readonly id: string;
  /** Whether an execution may run. At once where the circuit is closed or open; later where a probe has to be stored. */
  admit(by: string | null): Awaitable<Admission>;
  /** Records the outcome of an execution; done when what it caused is stored (or the store is known to be out). */
  settle(permit: Permit, outcome: Outcome): Awaitable<void>;
  /** Whether the circuit would now refuse an ordinary execution: what a retry asks before it tries again. */
  isBlocked(): boolean;
}
