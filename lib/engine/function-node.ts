import type { NodeResult, RunnableNode } from "../nodes/node-kind.ts";
import { type Classify, failureOf } from "./classify.ts";

/** What a protected function is told beside its input. */
export interface Call {
  /** Aborts when nobody waits for the answer any more: the budget is over, or the caller has called it off. */
  readonly signal: AbortSignal;
}

/** A function that calls something which may fail. Where it throws, the call has failed. */
export type Protectable<Input, Output> = (input: Input, call: Call) => Output | Promise<Output>;

const succeeded = (output: unknown): NodeResult => ({ ok: true, output });

/** A node that runs a function of this process. */
export class FunctionNode implements RunnableNode {
  readonly #run: Protectable<unknown, unknown>;
  readonly #failed: (error: unknown) => NodeResult;

  constructor(run: Protectable<unknown, unknown>, classify: Classify | undefined) {
    this.#run = run;
    this.#failed = (error) => failureOf(error, classify);
  }

  /** Makes one promise beside that of the function itself. */
  run(input: unknown, signal: AbortSignal): Promise<NodeResult> {
    try {
      return Promise.resolve(this.#run(input, { signal })).then(succeeded, this.#failed);
    } catch (error) {
      return Promise.resolve(this.#failed(error));
    }
  }

  async close(): Promise<void> {}
}
