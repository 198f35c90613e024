import type { DeadlineQueues } from "./deadline-queue.ts";
import { type Bounds, guarded } from "./guard.ts";
import { CANCELLED, type Execution, type Reply, type Run, type Work } from "./stage.ts";

/** Bounds the whole execution, retries included, by the policy's budget and by the caller's own cancellation. */
export function timeout(queues: DeadlineQueues, work: Work): Run {
  return (execution) => {
    const { node, context, startedAt, trace } = execution;
    const seconds = node.policy.timeout_seconds;
    const bounds = { seconds, queue: queues.of(seconds), parent: context.signal, now: startedAt };
    if (trace !== null) return traced(execution, bounds, work);
    return guarded(bounds, (signal) => work(execution, signal));
  };
}

async function traced(execution: Execution, bounds: Bounds, work: Work): Promise<Reply> {
  const { trace } = execution;
  let inTime = false;
  const reply = await guarded(bounds, async (signal) => {
    const result = await work(execution, signal);
    inTime = !signal.aborted;
    return result;
  });
  trace?.note("timeout", inTime ? "in_time" : reply === CANCELLED ? "cancelled" : "expired", trace.now());
  return reply;
}
