import { describeSeen, type Operation } from "./operation.ts";
import { EMPTY, type Register, RegisterModel } from "./register-model.ts";

/** An order of a history's operations that explains all their answers. */
export interface Found {
  /** As far as one was found: indices of the history. */
  readonly order: readonly number[];
  readonly isComplete: boolean;
  /** What the register held at the end of it. */
  readonly last: Register;
}

/**
 * Looks for a linearization: an order that keeps to real time (what returned before another was invoked comes before
 * it) and in which each answer is the model's. It tries whatever was invoked before the first return among what is
 * left, as in J. Wing and C. Gong, "Testing and Verifying Concurrent Objects", Journal of Parallel and Distributed
 * Computing 17, 1993; and never tries the same rest on the same register again, as in G. Lowe, "Testing for
 * Linearizability", Concurrency and Computation 29(4), 2017, after which it is quick on what happens in practice.
 *
 * Operations of unknown outcome may stand anywhere after their invocation, or nowhere.
 */
export function searchLinearization(history: readonly Operation[]): Found {
  return new Search(history).run();
}

class Search {
  readonly #history: readonly Operation[];
  readonly #model: RegisterModel;
  readonly #tried = new Set<string>();
  readonly #order: number[] = [];
  #longest: { order: number[]; last: Register } = { order: [], last: EMPTY };

  constructor(history: readonly Operation[]) {
    this.#history = history;
    this.#model = new RegisterModel(history);
  }

  run(): Found {
    const isComplete = this.#place(EMPTY, 0n);
    return isComplete ? { order: this.#order, isComplete, last: EMPTY } : { ...this.#longest, isComplete };
  }

  /** Places what is not among `placed` (a bit for each operation) on the register. */
  #place(register: Register, placed: bigint): boolean {
    const deadline = this.#firstReturn(placed);
    if (deadline === Number.POSITIVE_INFINITY) return true;
    if (this.#wasTried(register, placed)) return false;
    this.#remember(register);
    for (const [index, operation] of this.#history.entries()) {
      if (isAmong(placed, index) || operation.invokedAt > deadline) continue;
      const next = this.#model.step(register, operation);
      if (next === null) continue;
      this.#order.push(index);
      if (this.#place(next, placed | (1n << BigInt(index)))) return true;
      this.#order.pop();
      // What changes nothing and may come now, may as well: whatever order puts it later, it can be moved to here.
      if (next === register) return false;
    }
    return false;
  }

  /** When the first of those returned that have to be placed still; what was invoked at the same time is concurrent. */
  #firstReturn(placed: bigint): number {
    let first = Number.POSITIVE_INFINITY;
    for (const [index, { answer, returnedAt }] of this.#history.entries())
      if (answer.kind !== "unknown" && !isAmong(placed, index)) first = Math.min(first, returnedAt);
    return first;
  }

  #wasTried({ current, highest }: Register, placed: bigint): boolean {
    // Which writes were applied follows from what is placed, and with which numbers where anybody saw them.
    const key = `${placed} ${highest} ${describeSeen(current)}`;
    if (this.#tried.has(key)) return true;
    this.#tried.add(key);
    return false;
  }

  #remember(last: Register): void {
    if (this.#order.length > this.#longest.order.length) this.#longest = { order: [...this.#order], last };
  }
}

function isAmong(placed: bigint, index: number): boolean {
  return (placed & (1n << BigInt(index))) !== 0n;
}
