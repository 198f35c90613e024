import type { Instant, Outcome } from "../breaker/index.ts";
import type { Clock } from "../registry/clock.ts";
import type { RejectionRecorder } from "./breaker.ts";
import { kindOf, type Run } from "./stage.ts";

/** Counts executions by circuit. Both methods are called for every execution: they must be quick and never throw. */
export interface Recorder extends RejectionRecorder {
  /** An execution that had a permit ended at `at`, after `ms` milliseconds. */
  executed(circuit: string, kind: Outcome["kind"], ms: number, at: Instant): void;
}

/** Counts what became of an execution and how long it took. */
export function analytics(recorder: Recorder, clock: Clock, next: Run): Run {
  return async (execution) => {
    execution.startedAt = clock.now();
    const reply = await next(execution);
    const before = execution.trace?.now() ?? 0;
    const now = clock.now();
    recorder.executed(execution.node.circuit.id, kindOf(reply), now - execution.startedAt, now);
    execution.trace?.note("analytics", "counted", before);
    return reply;
  };
}
