/** Something that the bench calls, and awaits. */
export type Call = () => unknown;

/** A circuit breaker library, with one choice of its options. */
export interface Contestant {
  readonly name: string;
  /** Guards a function by a circuit that stays closed, however often the function fails. */
  guard(work: () => Promise<unknown>): Call;
  /** Calls through a circuit that is open, and stays so. */
  open(): Call;
  /** Makes so many closed circuits, and answers what keeps them alive. */
  idle(count: number): unknown;
  /** How many idle ones are made to weigh one. */
  readonly idleCount: number;
}
