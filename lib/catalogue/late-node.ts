import type { NodeResult, RunnableNode } from "../nodes/node-kind.ts";
import { brokenNode } from "./broken-node.ts";

/** For how many milliseconds it is not tried again what has just failed. */
const SPARE_MS = 1_000;

interface LateNodeOptions {
  /** Makes the node; throws where that is not possible yet. */
  readonly make: () => Promise<RunnableNode>;
  /** What executions are told until then. */
  readonly explain: (error: unknown) => string;
  /** Why it could not be made before. */
  readonly error: unknown;
  /** Milliseconds; never runs backwards. */
  readonly now?: () => number;
}

/** What stands for a node type whose secrets could not be read: its executions try again, and run once they can be. */
export class LateNode implements RunnableNode {
  readonly #make: () => Promise<RunnableNode>;
  readonly #explain: (error: unknown) => string;
  readonly #now: () => number;
  #standIn: RunnableNode;
  #made: RunnableNode | null = null;
  #attempt: Promise<void> | null = null;
  #spareUntil = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor({ make, explain, error, now = () => performance.now() }: LateNodeOptions) {
    this.#make = make;
    this.#explain = explain;
    this.#now = now;
    this.#standIn = brokenNode(explain(error));
  }

  async run(input: unknown, signal: AbortSignal): Promise<NodeResult> {
    if (this.#made === null && this.#now() >= this.#spareUntil) {
      this.#attempt ??= this.#try().finally(() => {
        this.#attempt = null;
      });
      await this.#attempt;
    }
    return (this.#made ?? this.#standIn).run(input, signal);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#made?.close();
  }

  async #try(): Promise<void> {
    try {
      this.#made = await this.#make();
      if (this.#isClosed) await this.#made.close();
    } catch (error) {
      this.#spareUntil = this.#now() + SPARE_MS;
      this.#standIn = brokenNode(this.#explain(error));
    }
  }
}
