import type { Clock } from "../registry/clock.ts";
import type { Recorder } from "./analytics.ts";
import { compose } from "./compose.ts";
import type { ExecutableNode, ExecutionContext, ExecutionResult } from "./execution.ts";
import { CANCELLED, type Mistake, type Reply } from "./reply.ts";
import { ResultCache } from "./result-cache.ts";
import type { Scrub } from "./run-node.ts";
import { Execution } from "./stage.ts";
import { TraceLog } from "./trace-log.ts";
import { type LimitsOf, WorkspaceUses } from "./workspace-uses.ts";

export interface ExecutorOptions {
  /** The node type as it is now; asked anew for every execution. */
  lookup(name: string): ExecutableNode | undefined;
  readonly limitsOf: LimitsOf;
  /** What counts against the limits; by default this process alone. */
  readonly uses?: WorkspaceUses;
  readonly recorder: Recorder;
  /** Latencies are as fine as this clock. */
  readonly clock?: Clock;
  /** Where outputs are cached that a policy wants cached; by default a cache of its own. */
  readonly results?: ResultCache;
  /** From 0 to just below 1: what spreads retries. */
  readonly random?: () => number;
  /** What the message of an error that a node throws goes through; without it nobody sees that message. */
  readonly scrub?: Scrub;
}

export interface Executor {
  /**
   * Runs one node execution. It does not reject for anything that a dependency or a caller can cause: refusals and
   * failures are results.
   */
  executeNode(type: string, input: unknown, context?: ExecutionContext): Promise<ExecutionResult>;
}

const ORIGIN = performance.timeOrigin;

/** Milliseconds since the epoch with fractions, from a clock that never runs backwards. */
export const preciseClock: Clock = { now: () => ORIGIN + performance.now() };

const NO_CONTEXT: ExecutionContext = Object.freeze({});

/** Makes the executor through which all node types of a panel run. */
export function createExecutor(options: ExecutorOptions): Executor {
  const { lookup, limitsOf, recorder, clock = preciseClock, random = Math.random, scrub = null } = options;
  const results = options.results ?? new ResultCache(clock);
  const uses = options.uses ?? new WorkspaceUses({ now: () => clock.now(), isShared: false });
  const route = compose({ limitsOf, uses, recorder, clock, results, random, scrub });
  return {
    executeNode: (type, input, context = NO_CONTEXT) =>
      new Promise((resolve, reject) => {
        const node = lookup(type);
        const trace = context.trace === true ? new TraceLog() : null;
        if (node === undefined) return resolve(unknownNodeType(type, trace));
        const answer = (reply: Reply) => {
          if (!reply.ok && reply.type === "mistake") reject(reply.error);
          else resolve(withTrace(resultOf(reply), trace));
        };
        if (context.signal?.aborted === true) answer(CANCELLED);
        else new Execution(node, input, context, trace).go(route, answer);
      }),
  };
}

function resultOf(reply: Exclude<Reply, Mistake>): ExecutionResult {
  if (reply.ok) return { output: reply.output };
  return {
    error: reply.message,
    error_type: reply.type,
    ...(reply.retryAfter !== null && { retry_after: reply.retryAfter }),
    ...("output" in reply && { output: reply.output }),
    ...("rejection" in reply && { rejection: reply.rejection }),
  };
}

function withTrace(result: ExecutionResult, trace: TraceLog | null): ExecutionResult {
  return trace === null ? result : { ...result, trace: trace.finish() };
}

function unknownNodeType(type: string, trace: TraceLog | null): ExecutionResult {
  return withTrace({ error: `no node type is named ${JSON.stringify(type)}`, error_type: "unknown_node_type" }, trace);
}
