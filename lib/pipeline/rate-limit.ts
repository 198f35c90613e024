import { MinuteLimit } from "./minute-limit.ts";
import type { Refusal } from "./reply.ts";
import { Slots } from "./slots.ts";
import type { Execution, Stage } from "./stage.ts";

/** What a workspace may do; null sets no limit. */
export interface WorkspaceLimits {
  readonly executions_per_minute: number | null;
  readonly concurrent_executions: number | null;
}

/** The limits of a workspace's tier as they are now; null where it is in none. Asked anew for every execution. */
export type LimitsOf = (workspace: string) => WorkspaceLimits | null;

/** Nobody knows when a slot comes free; this is how soon it is worth asking again. */
const BUSY_RETRY_AFTER_SECONDS = 1;

/**
 * Refuses what exceeds the node type's `max_concurrent` or the workspace's limits. The breaker never hears of it. Three
 * layers, so that whoever is refused by one leaves by those around it, and gives back what it took there.
 */
export function rateLimit(limitsOf: LimitsOf): readonly Stage[] {
  return [nodeTypeSlots(), workspaceSlots(limitsOf), workspaceMinutes(limitsOf)];
}

function nodeTypeSlots(): Stage {
  const slots = new Slots();
  return {
    enter(execution) {
      const { name, policy } = execution.node;
      const most = policy.max_concurrent;
      return most === 0 || slots.take(name, most) ? null : refuseBusy(execution, name, most);
    },
    leave({ node }) {
      if (node.policy.max_concurrent > 0) slots.release(node.name);
    },
  };
}

function workspaceSlots(limitsOf: LimitsOf): Stage {
  const slots = new Slots();
  return {
    enter(execution) {
      const { workspace } = execution.context;
      const most = workspace == null ? null : (limitsOf(workspace)?.concurrent_executions ?? null);
      if (workspace == null || most === null) return null;
      if (!slots.take(workspace, most)) return refuseBusy(execution, `workspace ${workspace}`, most);
      execution.slotOf = workspace;
      return null;
    },
    leave({ slotOf }) {
      if (slotOf !== null) slots.release(slotOf);
    },
  };
}

function workspaceMinutes(limitsOf: LimitsOf): Stage {
  const minutes = new MinuteLimit();
  async function consume(execution: Execution, workspace: string, most: number): Promise<Refusal | null> {
    const wait = await minutes.consume(workspace, most);
    if (wait === null) return allow(execution);
    return refuse(execution, `workspace ${workspace} has used its ${most} executions per minute`, wait);
  }
  return {
    enter(execution) {
      const { workspace } = execution.context;
      const most = workspace == null ? null : (limitsOf(workspace)?.executions_per_minute ?? null);
      return workspace == null || most === null ? allow(execution) : consume(execution, workspace, most);
    },
    leave() {},
  };
}

function allow({ trace }: Execution): null {
  trace?.note("rate_limit", "allowed");
  return null;
}

function refuseBusy(execution: Execution, holder: string, most: number): Refusal {
  return refuse(execution, `${holder} may run ${most} at a time, and all are running`, BUSY_RETRY_AFTER_SECONDS);
}

function refuse({ trace }: Execution, message: string, retryAfter: number): Refusal {
  trace?.note("rate_limit", "rejected");
  return { ok: false, type: "rate_limited", verdict: "ignored", message, retryAfter };
}
