import { MinuteLimit } from "./minute-limit.ts";
import { Slots } from "./slots.ts";
import type { Execution, Refusal, Reply, Run } from "./stage.ts";

/** What a workspace may do; null sets no limit. */
export interface WorkspaceLimits {
  readonly executions_per_minute: number | null;
  readonly concurrent_executions: number | null;
}

/** The limits of a workspace's tier as they are now; null where it is in none. Asked anew for every execution. */
export type LimitsOf = (workspace: string) => WorkspaceLimits | null;

/** Nobody knows when a slot comes free; this is how soon it is worth asking again. */
const BUSY_RETRY_AFTER_SECONDS = 1;

/** Refuses what exceeds the workspace's limits or the node type's `max_concurrent`. The breaker never hears of it. */
export function rateLimit(limitsOf: LimitsOf, next: Run): Run {
  const allowed: Run = (execution) => {
    execution.trace?.note("rate_limit", "allowed", execution.trace.now());
    return next(execution);
  };
  return atATime(ofNodeType, atATime(ofWorkspace(limitsOf), perMinute(limitsOf, allowed)));
}

interface Ceiling {
  readonly name: string;
  readonly most: number;
  /** Whose it is, for people. */
  readonly holder: string;
}

function ofNodeType({ node }: Execution): Ceiling | null {
  const most = node.policy.max_concurrent;
  return most > 0 ? { name: node.name, most, holder: node.name } : null;
}

function ofWorkspace(limitsOf: LimitsOf): (execution: Execution) => Ceiling | null {
  return ({ context: { workspace } }) => {
    const most = workspace == null ? null : (limitsOf(workspace)?.concurrent_executions ?? null);
    return workspace == null || most === null ? null : { name: workspace, most, holder: `workspace ${workspace}` };
  };
}

function atATime(ceilingOf: (execution: Execution) => Ceiling | null, next: Run): Run {
  const slots = new Slots();
  async function run(execution: Execution, { name, most, holder }: Ceiling): Promise<Reply> {
    if (!slots.take(name, most)) {
      return refuse(execution, `${holder} may run ${most} at a time, and all are running`, BUSY_RETRY_AFTER_SECONDS);
    }
    try {
      return await next(execution);
    } finally {
      slots.release(name);
    }
  }
  return (execution) => {
    const ceiling = ceilingOf(execution);
    return ceiling === null ? next(execution) : run(execution, ceiling);
  };
}

function perMinute(limitsOf: LimitsOf, next: Run): Run {
  const minutes = new MinuteLimit();
  async function run(execution: Execution, workspace: string, most: number): Promise<Reply> {
    const wait = await minutes.consume(workspace, most);
    if (wait === null) return next(execution);
    return refuse(execution, `workspace ${workspace} has used its ${most} executions per minute`, wait);
  }
  return (execution) => {
    const { workspace } = execution.context;
    const most = workspace == null ? null : (limitsOf(workspace)?.executions_per_minute ?? null);
    return workspace == null || most === null ? next(execution) : run(execution, workspace, most);
  };
}

function refuse(execution: Execution, message: string, retryAfter: number): Refusal {
  execution.trace?.note("rate_limit", "rejected", execution.trace.now());
  return { ok: false, type: "rate_limited", verdict: "ignored", message, retryAfter };
}
