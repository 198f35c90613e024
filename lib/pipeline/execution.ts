import type { Outcome, Policy, Rejection } from "../breaker/index.ts";
import type { RunnableNode } from "../nodes/node-kind.ts";
import type { CallerCircuits, CircuitHandle } from "../registry/circuit-handle.ts";

/** A node type made ready to execute. */
export interface ExecutableNode {
  readonly name: string;
  readonly revision: number;
  readonly policy: Policy;
  /** The node type's own circuit. */
  readonly circuit: CircuitHandle;
  /** Those of its callers; null where its scope is `global`. */
  readonly callers: CallerCircuits | null;
  readonly node: RunnableNode;
}

/** Who executes, and how the execution can be called off. */
export interface ExecutionContext {
  readonly workspace?: string | null;
  readonly credential?: string | null;
  /** Shown beside a probe: the instance or token that ran it. */
  readonly by?: string | null;
  /** The caller's own cancellation. */
  readonly signal?: AbortSignal;
  /** Whether the result carries a trace. */
  readonly trace?: boolean;
}

export type ErrorType =
  | "circuit_breaker"
  | "rate_limited"
  | "timeout"
  | "node_error"
  | "cancelled"
  | "unknown_node_type"
  | "invalid_input";

export type ExecutionResult<Output = unknown> =
  | { readonly output: Output; readonly trace?: Trace }
  | {
      readonly error: string;
      readonly error_type: ErrorType;
      /** Seconds to wait before another try can help. */
      readonly retry_after?: number;
      /** What the dependency answered, where it answered. */
      readonly output?: unknown;
      /** Why the circuit refused; only with `circuit_breaker`. */
      readonly rejection?: Rejection;
      readonly trace?: Trace;
    };

export const STAGES = ["rate_limit", "circuit", "cache", "timeout", "retry", "analytics", "record"] as const;
export type StageName = (typeof STAGES)[number];

/** What one stage did. */
export interface StageTrace {
  readonly stage: StageName;
  /** One word or few: `allowed`, `rejected`, `permit`, `hit`, `miss`, `off`, `expired`, `2 attempts`, … */
  readonly result: string;
  /** Milliseconds that the stage itself took, without what it waited for inside. */
  readonly ms: number;
}

/** What every stage did, in the order of `STAGES`; a stage that was not reached says `skipped`. */
export interface Trace {
  readonly stages: readonly StageTrace[];
  /** Which outcome the breaker was told; `none` where it was never asked or nothing was recorded. */
  readonly outcome: Outcome["kind"] | "none";
  readonly circuit: string | null;
  readonly attempts: number;
  /** Milliseconds from the call to the answer. */
  readonly total_ms: number;
}
