import { setTimeout as sleep } from "node:timers/promises";
import type { NodeResult } from "../nodes/node-kind.ts";
import type { Clock } from "../registry/clock.ts";
import { backoff } from "./backoff.ts";
import type { DeadlineQueues } from "./deadline-queue.ts";
import { guarded } from "./guard.ts";
import type { Execution, Work } from "./stage.ts";

export interface RetrySupplies {
  readonly queues: DeadlineQueues;
  readonly clock: Clock;
  /** From 0 to just below 1. */
  random(): number;
}

/**
 * Tries again where another attempt can help: within the budget, and not once the circuit has opened meanwhile.
 *
 * The loop is our own because p-retry speaks in thrown errors (a stack for each failure, `TypeError`s treated apart),
 * jitters between 1 and 2 times the wait from a random source of its own, and knows no wait that the dependency
 * asked for.
 */
export function retry(supplies: RetrySupplies, work: Work): Work {
  const { clock, random } = supplies;
  const attempt = withinItsTime(supplies, work);

  async function loop(execution: Execution, signal: AbortSignal): Promise<NodeResult> {
    const { policy, circuit } = execution.node;
    const deadline = execution.startedAt + policy.timeout_seconds * 1000;
    for (let attempts = 1; ; attempts += 1) {
      noteAttempts(execution, attempts);
      const result = await attempt(execution, signal);
      if (result.ok || !result.retryable || attempts > policy.retry.max_retries) return result;
      const wait = backoff(policy.retry, attempts, result.retryAfter, random);
      if (wait === null || clock.now() + wait * 1000 >= deadline || circuit.isBlocked()) return result;
      const since = execution.trace?.now();
      await pause(wait, signal);
      noteAttempts(execution, attempts, since);
      if (signal.aborted || circuit.isBlocked()) return result;
    }
  }

  return (execution, signal) => {
    const once = execution.node.policy.retry.max_retries === 0 && execution.trace === null;
    return once ? attempt(execution, signal) : loop(execution, signal);
  };
}

function withinItsTime({ queues, clock }: RetrySupplies, work: Work): Work {
  return (execution, signal) => {
    const seconds = execution.node.policy.retry.attempt_timeout_seconds;
    if (seconds === null) return work(execution, signal);
    const bounds = { seconds, queue: queues.of(seconds), parent: signal, now: clock.now() };
    return guarded(bounds, (ofAttempt) => work(execution, ofAttempt));
  };
}

/** Done after so many seconds, or at once when `signal` aborts. */
async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => {});
}

function noteAttempts({ trace }: Execution, attempts: number, since = trace?.now() ?? 0): void {
  if (trace === null) return;
  trace.attempts = attempts;
  trace.note("retry", attempts === 1 ? "1 attempt" : `${attempts} attempts`, since);
}
