import type { Circuit, CircuitEvent, Instant, Step } from "../breaker/index.ts";
import { patienceEnd } from "./deadline.ts";
import type { Timers } from "./timers.ts";

/**
 * A function of the breaker with its arguments but for the circuit and the time; it may be applied again to a newer
 * circuit, and then at a later time: what another instance wrote is never in the future.
 */
export type Apply<R> = (circuit: Circuit, now: Instant) => Step & { readonly result: R };

/** That a person did it: then it is stored alone, and fails where it cannot be. */
export interface Act {
  /** What its swap is sent under; null takes a new one. */
  readonly writeId: string | null;
}

/** Something that wants to change a circuit, and whoever waits for what came of it. */
export class Operation<R = unknown> {
  readonly apply: Apply<R>;
  /** Null where nobody did it but the engine. */
  readonly act: Act | null;
  #state: "pending" | "done" | "failed" = "pending";
  #value: unknown;
  #waiting: PromiseWithResolvers<R> | null = null;
  #waitsUntil: number | null = null;

  constructor(apply: Apply<R>, act: Act | null) {
    this.apply = apply;
    this.act = act;
  }

  /** Its patience with the store begins, where it has not yet. When it ends, by the timers' `now()`. */
  startWaiting(timers?: Timers): number {
    this.#waitsUntil ??= patienceEnd(timers);
    return this.#waitsUntil;
  }

  succeed(result: R): void {
    this.#state = "done";
    this.#value = result;
    this.#waiting?.resolve(result);
  }

  fail(error: unknown): void {
    this.#state = "failed";
    this.#value = error;
    this.#waiting?.reject(error);
  }

  /** The result at once where it is known, else a promise of it. */
  outcome(): R | Promise<R> {
    if (this.#state === "done") return this.#value as R;
    if (this.#state === "failed") throw this.#value;
    this.#waiting ??= Promise.withResolvers<R>();
    return this.#waiting.promise;
  }
}

/** What operations make of a circuit, one after the other. */
export interface Fold extends Step {
  readonly results: readonly unknown[];
}

export function fold(start: Circuit, operations: readonly Operation[], now: Instant): Fold {
  let circuit = start;
  const events: CircuitEvent[] = [];
  const results: unknown[] = [];
  for (const operation of operations) {
    const step = operation.apply(circuit, now);
    circuit = step.circuit;
    events.push(...step.events);
    results.push(step.result);
  }
  return { circuit, events, results };
}
