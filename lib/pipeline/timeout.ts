import type { DeadlineQueues } from "./deadline-queue.ts";
import { Guard } from "./guard.ts";
import { CANCELLED } from "./reply.ts";
import type { Stage } from "./stage.ts";

/** Bounds the whole execution, retries included, by the policy's budget and by the caller's own cancellation. */
export function timeout(queues: DeadlineQueues): Stage {
  return {
    enter(execution) {
      const { node, context, startedAt } = execution;
      if (context.signal?.aborted === true) return CANCELLED;
      const seconds = node.policy.timeout_seconds;
      const bounds = { seconds, queue: queues.of(seconds), parent: context.signal, now: startedAt };
      execution.guard = new Guard(bounds, execution.turnBack);
      return null;
    },
    leave({ guard, trace }, reply) {
      const inTime = guard?.close() === true;
      trace?.note("timeout", inTime ? "in_time" : reply === CANCELLED ? "cancelled" : "expired");
    },
  };
}
