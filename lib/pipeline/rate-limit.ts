import { MinuteLimit } from "./minute-limit.ts";
import type { Refusal } from "./reply.ts";
import { Slots } from "./slots.ts";
import type { Awaitable, Execution, Stage } from "./stage.ts";

/** What a workspace may do; null sets no limit. */
export interface WorkspaceLimits {
  readonly executions_per_minute: number | null;
  readonly concurrent_executions: number | null;
}

/** The limits of a workspace's tier as they are now; null where it is in none. Asked anew for every execution. */
export type LimitsOf = (workspace: string) => WorkspaceLimits | null;

/** Nobody knows when a slot comes free; this is how soon it is worth asking again. */
const BUSY_RETRY_AFTER_SECONDS = 1;

/** Refuses what exceeds the node type's `max_concurrent` or the workspace's limits. The breaker never hears of it. */
export function rateLimit(limitsOf: LimitsOf): Stage {
  const nodeTypes = new Slots();
  const workspaces = new Slots();
  const minutes = new MinuteLimit();

  function giveBack({ node, slotOf }: Execution): void {
    if (node.policy.max_concurrent > 0) nodeTypes.release(node.name);
    if (slotOf !== null) workspaces.release(slotOf);
  }

  /** Of an execution that has its node type's slot already. */
  function ofWorkspace(execution: Execution, name: string, limits: WorkspaceLimits): Awaitable<Refusal | null> {
    const { concurrent_executions: atATime, executions_per_minute: aMinute } = limits;
    if (atATime !== null) {
      if (!workspaces.take(name, atATime)) {
        giveBack(execution);
        return refuseBusy(execution, `workspace ${name}`, atATime);
      }
      execution.slotOf = name;
    }
    return aMinute === null ? allow(execution) : ofMinute(execution, name, aMinute);
  }

  async function ofMinute(execution: Execution, name: string, most: number): Promise<Refusal | null> {
    let isAllowed = false;
    try {
      const wait = await minutes.consume(name, most);
      isAllowed = wait === null;
      if (wait === null) return allow(execution);
      return refuse(execution, `workspace ${name} has used its ${most} executions per minute`, wait);
    } finally {
      if (!isAllowed) giveBack(execution);
    }
  }

  return {
    enter(execution) {
      const { node, context } = execution;
      const { workspace = null } = context;
      // Looked up first: whatever that does, nothing is held yet.
      const limits = workspace === null ? null : limitsOf(workspace);
      const most = node.policy.max_concurrent;
      if (most > 0 && !nodeTypes.take(node.name, most)) return refuseBusy(execution, node.name, most);
      return workspace === null || limits === null ? allow(execution) : ofWorkspace(execution, workspace, limits);
    },
    leave: giveBack,
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
