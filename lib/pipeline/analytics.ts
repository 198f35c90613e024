import type { Instant, Outcome } from "../breaker/index.ts";
import type { Clock } from "../registry/clock.ts";
import type { RejectionRecorder } from "./breaker.ts";
import { blameOf, kindOf } from "./reply.ts";
import type { Stage } from "./stage.ts";

/** Counts executions by circuit. Both methods are called for every execution: they must be quick and never throw. */
export interface Recorder extends RejectionRecorder {
  /** An execution that had a permit ended at `at`, after `ms` milliseconds. */
  executed(circuit: string, kind: Outcome["kind"], ms: number, at: Instant): void;
}

/**
 * Counts what became of an execution and how long it took: for its circuit, and for the one that this is nested under.
 * As each failure feeds only the circuit that it blames, it says nothing about the other one.
 */
export function analytics(recorder: Recorder, clock: Clock): Stage {
  return {
    enter(execution) {
      execution.startedAt = clock.now();
      return null;
    },
    leave(execution, reply) {
      const { circuit, startedAt, trace } = execution;
      const since = trace?.now();
      const now = clock.now();
      const ms = now - startedAt;
      execution.ms = ms;
      const kind = kindOf(reply);
      if (circuit.parent === null) {
        recorder.executed(circuit.id, kind, ms, now);
      } else {
        const blame = blameOf(reply);
        recorder.executed(circuit.id, blame === "dependency" ? "ignored" : kind, ms, now);
        recorder.executed(circuit.parent.id, blame === "caller" ? "ignored" : kind, ms, now);
      }
      trace?.note("analytics", "counted", since);
    },
  };
}
