import type { Instant } from "../breaker/index.ts";
import type { DeadlineQueue, Timed } from "./deadline-queue.ts";
import { CANCELLED } from "./reply.ts";

/** What is answered in the place of work that took too long or was called off. */
export type GaveUp = ReturnType<typeof timedOut> | typeof CANCELLED;

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
export function guarded<Result>(
  bounds: Bounds,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | GaveUp> {
  if (bounds.parent?.aborted === true) return Promise.resolve(CANCELLED);
  return new Promise((resolve, reject) => {
    const guard = new Guard(bounds, resolve);
    work(guard.controller.signal).then(
      (result) => {
        if (guard.close()) resolve(result);
      },
      (error: unknown) => {
        if (guard.close()) reject(error);
      },
    );
  });
}

/** Keeps to the bounds of some work from when it is made until it is closed. */
export class Guard implements Timed {
  dueAt: Instant = 0;
  previous: Timed | null = null;
  following: Timed | null = null;
  readonly controller = new AbortController();
  readonly #bounds: Bounds;
  readonly #answer: (gaveUp: GaveUp) => void;
  #open = true;

  constructor(bounds: Bounds, answer: (gaveUp: GaveUp) => void) {
    this.#bounds = bounds;
    this.#answer = answer;
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

  #giveUp(gaveUp: GaveUp, reason: unknown): void {
    if (!this.close()) return;
    // Answered before the abort, so that what the work makes of the abort comes too late.
    this.#answer(gaveUp);
    this.controller.abort(reason);
  }
}

function timedOut(seconds: number) {
  return {
    ok: false,
    type: "timeout",
    verdict: "failure",
    message: `timeout after ${seconds} s`,
    group: "timeout",
    retryable: true,
    retryAfter: null,
  } as const;
}
