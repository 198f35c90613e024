import type { Permit } from "../../breaker/index.ts";
import type { Change, Store } from "../../stores/store.ts";
import type { RegisteredCircuit } from "../index.ts";

/** Ways of breaking the protocol on purpose, to see that it would be found. */
export interface Sabotage {
  readonly store?: (now: () => number) => Store;
  /** Whether a write is kept from a process that should be told of it. */
  withholds?(change: Change): boolean;
  /** Under which permit an outcome is reported. */
  settles?(permit: Permit, circuit: RegisteredCircuit): Permit;
  /** A permit that nobody stored; null asks the circuit. */
  admits?(circuit: RegisteredCircuit): Permit | null;
}
