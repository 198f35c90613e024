import type { Instant } from "../breaker/index.ts";
import type { NodeResult } from "../nodes/node-kind.ts";
import type { DeadlineQueue, Timed } from "./deadline-queue.ts";
import { CANCELLED } from "./reply.ts";

type Told = (result: NodeResult) => void;

/** How long some work may take at most. */
export interface Bounds {
  readonly seconds: number;
  /** The queue for deadlines that lie so many seconds ahead. */
  readonly queue: DeadlineQueue;
  /** Calls the work off. */
  readonly parent: AbortSignal | undefined;
  readonly now: Instant;
}

/**
 * Runs some work within bounds and answers the very moment that one is reached, whatever the work makes of its
 * signal. What it does later is dropped.
 */
export function guarded(bounds: Bounds, work: (signal: AbortSignal, done: Told) => void, done: Told): void {
  if (bounds.parent?.aborted === true) {
    done(CANCELLED);
    return;
  }
  const guard = new Guard(bounds, done);
  work(guard.controller.signal, (reply) => {
    if (guard.close()) done(reply);
  });
}

/** Keeps to the bounds of some work from when it is made until it is closed. */
export class Guard implements Timed {
  dueAt: Instant = 0;
  previous: Timed | null = null;
  following: Timed | null = null;
  readonly controller = new AbortController();
  readonly #bounds: Bounds;
  readonly #done: Told;
  #open = true;

  constructor(bounds: Bounds, done: Told) {
    this.#bounds = bounds;
    this.#done = done;
    bounds.queue.add(this, bounds.now);
    bounds.parent?.addEventListener("abort", this);
  }

  /** Takes the guard off. False where it has answered before. */
  close(): boolean {
    if (!this.#open) return false;
    this.#open = false;
    this.#bounds.queue.remove(this);
    this.#bounds.parent?.removeEventListener("abort", this);
    return true;
  }

  expire(): void {
    const { seconds } = this.#bounds;
    this.#giveUp(timedOut(seconds), new DOMException(`timeout after ${seconds} s`, "TimeoutError"));
  }

  /** The parent has aborted. */
  handleEvent(): void {
    this.#giveUp(CANCELLED, this.#bounds.parent?.reason);
  }

  #giveUp(gaveUp: NodeResult, reason: unknown): void {
    if (!this.close()) return;
    // Answered before the abort, so that what the work makes of the abort comes too late.
    this.#done(gaveUp);
    this.controller.abort(reason);
  }
}

function timedOut(seconds: number): NodeResult {
  return {
    ok: false,
    type: "timeout",
    verdict: "failure",
    message: `timeout after ${seconds} s`,
    group: "timeout",
    retryable: true,
    retryAfter: null,
  };
}
