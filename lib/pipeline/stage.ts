import { IGNORED, type Instant, type Outcome, type Rejection, SUCCESS } from "../breaker/index.ts";
import type { NodeResult } from "../nodes/node-kind.ts";
import type { ExecutableNode, ExecutionContext } from "./execution.ts";
import type { TraceLog } from "./trace-log.ts";

/** One execution on its way through the stages. */
export class Execution {
  readonly node: ExecutableNode;
  readonly input: unknown;
  readonly context: ExecutionContext;
  /** Null where nobody asked for a trace: nothing of it is computed then. */
  readonly trace: TraceLog | null;
  /** When its budget began to run. */
  startedAt: Instant = 0;

  constructor(node: ExecutableNode, input: unknown, context: ExecutionContext, trace: TraceLog | null) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.trace = trace;
  }
}

/** A refusal of our own: the dependency was not asked. */
export interface Refusal {
  readonly ok: false;
  readonly type: "circuit_breaker" | "rate_limited" | "cancelled";
  readonly verdict: "ignored";
  readonly message: string;
  readonly retryAfter: number | null;
  readonly rejection?: Rejection;
}

/** An answer from the cache: it says nothing about the dependency. */
interface CacheHit {
  readonly ok: true;
  readonly output: unknown;
  readonly cached: true;
}

/** What comes out of a stage. */
export type Reply = NodeResult | CacheHit | Refusal;

/** A stage with all that it wraps. It rejects only where this package itself is wrong. */
export type Run = (execution: Execution) => Promise<Reply>;

/** What runs inside the budget; done early where `signal` aborts. */
export type Work = (execution: Execution, signal: AbortSignal) => Promise<NodeResult>;

/** The caller called the execution off. */
export const CANCELLED = Object.freeze({
  ok: false,
  type: "cancelled",
  verdict: "ignored",
  message: "cancelled by the caller",
  group: "cancelled",
  retryable: false,
  retryAfter: null,
} as const satisfies Reply);

/** What kind of outcome a reply is to the breaker. */
export function kindOf(reply: Reply): Outcome["kind"] {
  if (reply.ok) return "cached" in reply ? "ignored" : "success";
  return reply.verdict;
}

/** What the breaker is told of a reply. */
export function outcomeOf(reply: Reply): Outcome {
  if (reply.ok) return "cached" in reply ? IGNORED : SUCCESS;
  if (reply.verdict === "ignored") return IGNORED;
  return { kind: "failure", message: reply.message, group: reply.group };
}
