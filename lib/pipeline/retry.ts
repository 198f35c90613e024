import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import type { NodeResult } from "../nodes/node-kind.ts";
import type { Clock } from "../registry/clock.ts";
import { backoff } from "./backoff.ts";
import type { DeadlineQueues } from "./deadline-queue.ts";
import { guarded } from "./guard.ts";
import { type Mistake, mistake } from "./reply.ts";
import type { Execution, Work } from "./stage.ts";

export interface RetrySupplies {
  readonly queues: DeadlineQueues;
  readonly clock: Clock;
  /** From 0 to just below 1. */
  random(): number;
}

/** An attempt that another one may make good; p-retry speaks in thrown errors. */
class FailedAttempt extends Error {
  readonly result: NodeResult & { readonly ok: false };

  constructor(result: NodeResult & { readonly ok: false }) {
    super(result.message);
    this.result = result;
  }
}

/**
 * Tries again where another attempt can help: within the budget, and not once the circuit has opened meanwhile.
 *
 * p-retry counts the attempts. The wait is decided here, since p-retry jitters between 1 and 2 times the wait instead
 * of over all of it, and knows no wait that the dependency asked for.
 */
export function retry(supplies: RetrySupplies, work: Work): Work<NodeResult | Mistake> {
  const attempt = withinItsTime(supplies, work);

  async function attempts(execution: Execution, signal: AbortSignal): Promise<NodeResult> {
    try {
      return await pRetry(
        async (number) => {
          noteAttempts(execution, number);
          const result = await new Promise<NodeResult>((resolve) => attempt(execution, signal, resolve));
          if (!result.ok && result.retryable) throw new FailedAttempt(result);
          return result;
        },
        {
          retries: execution.node.policy.retry.max_retries,
          minTimeout: 0,
          shouldRetry: ({ error, attemptNumber }) =>
            error instanceof FailedAttempt && waited(supplies, execution, error.result, attemptNumber, signal),
        },
      );
    } catch (error) {
      if (error instanceof FailedAttempt) return error.result;
      throw error;
    }
  }

  return (execution, signal, done) => {
    if (execution.node.policy.retry.max_retries > 0) {
      attempts(execution, signal).then(done, (error) => done(mistake(error)));
    } else {
      noteAttempts(execution, 1);
      attempt(execution, signal, done);
    }
  };
}

/** Waits before the next attempt; false, at once or afterwards, where there is to be none. */
async function waited(
  { clock, random }: RetrySupplies,
  execution: Execution,
  failed: NodeResult & { readonly ok: false },
  attempts: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { circuit } = execution;
  const { policy } = execution.node;
  const deadline = execution.startedAt + policy.timeout_seconds * 1000;
  const wait = backoff(policy.retry, attempts, failed.retryAfter, random);
  if (wait === null || clock.now() + wait * 1000 >= deadline || circuit.isBlocked()) return false;
  const since = execution.trace?.now();
  await pause(wait, signal);
  noteAttempts(execution, attempts, since);
  return !signal.aborted && !circuit.isBlocked();
}

function withinItsTime({ queues, clock }: RetrySupplies, work: Work): Work {
  return (execution, signal, done) => {
    const seconds = execution.node.policy.retry.attempt_timeout_seconds;
    if (seconds === null) {
      work(execution, signal, done);
    } else {
      const bounds = { seconds, queue: queues.of(seconds), parent: signal, now: clock.now() };
      guarded(bounds, (ofAttempt, ofWork) => work(execution, ofAttempt, ofWork), done);
    }
  };
}

/** Done after so many seconds, or at once when `signal` aborts. */
async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => {});
}

function noteAttempts({ trace }: Execution, attempts: number, since?: number): void {
  if (trace === null) return;
  trace.attempts = attempts;
  trace.note("retry", attempts === 1 ? "1 attempt" : `${attempts} attempts`, since);
}
