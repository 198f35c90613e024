import type { Refusal } from "./reply.ts";
import { Slots } from "./slots.ts";
import type { Execution, Stage } from "./stage.ts";
import type { LimitsOf, WorkspaceLimits, WorkspaceUses } from "./workspace-uses.ts";

/** Nobody knows when a slot comes free; this is how soon it is worth asking again. */
const BUSY_RETRY_AFTER_SECONDS = 1;

/**
 * Refuses what exceeds the node type's `max_concurrent`, which is each process's own, or this process's share of the
 * workspace's limits. The breaker never hears of it.
 */
export function rateLimit(limitsOf: LimitsOf, uses: WorkspaceUses): Stage {
  const nodeTypes = new Slots();

  function giveBack({ node, slotOf }: Execution): void {
    if (node.policy.max_concurrent > 0) nodeTypes.release(node.name);
    if (slotOf !== null) slotOf.release();
  }

  /** Of an execution that has its node type's slot already. */
  function ofWorkspace(execution: Execution, name: string, limits: WorkspaceLimits): Refusal | null {
    const { concurrent_executions: atATime, executions_per_minute: aMinute } = limits;
    const { concurrent, minute } = uses.of(name);
    if (atATime !== null) {
      if (!concurrent.take(atATime)) {
        giveBack(execution);
        return refuseBusy(execution, `workspace ${name}`, atATime, concurrent.share.of(atATime));
      }
      execution.slotOf = concurrent;
    }
    const wait = aMinute === null ? null : minute.consume(aMinute, uses.now());
    if (aMinute === null || wait === null) return allow(execution);
    giveBack(execution);
    return refuse(execution, `workspace ${name} has used ${ofMinute(aMinute, minute.share.of(aMinute))}`, wait);
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

/** @param share what of it this process may run */
function refuseBusy(execution: Execution, holder: string, most: number, share = most): Refusal {
  const here = share < most ? `, ${share} of them in this instance` : "";
  return refuse(execution, `${holder} may run ${most} at a time${here}, and all are running`, BUSY_RETRY_AFTER_SECONDS);
}

function ofMinute(most: number, share: number): string {
  const here = share < most ? `this instance's ${share} of ` : "";
  return `${here}its ${most} executions per minute`;
}

function refuse({ trace }: Execution, message: string, retryAfter: number): Refusal {
  trace?.note("rate_limit", "rejected");
  return { ok: false, type: "rate_limited", verdict: "ignored", message, retryAfter };
}
