import type { Outcome } from "../breaker/index.ts";
import { STAGES, type StageName, type Trace } from "./execution.ts";

/** Collects what the stages of one execution did. */
export class TraceLog {
  outcome: Outcome["kind"] | "none" = "none";
  attempts = 0;
  /** Null before there is one. */
  circuit: string | null = null;
  readonly #startedAt = performance.now();
  readonly #notes = new Map<StageName, { readonly result: string; readonly ms: number }>();

  /** Milliseconds, from anywhere. */
  now(): number {
    return performance.now();
  }

  /**
   * What a stage did since a moment that `now` gave, or in no time. A further note replaces its result and adds to its
   * time.
   */
  note(stage: StageName, result: string, since?: number): void {
    const before = this.#notes.get(stage)?.ms ?? 0;
    this.#notes.set(stage, { result, ms: since === undefined ? before : before + this.now() - since });
  }

  /** The trace so far. What a stage notes later, because it was left behind, is in no trace. */
  finish(): Trace {
    return {
      stages: STAGES.map((stage) => {
        const { result, ms } = this.#notes.get(stage) ?? { result: "skipped", ms: 0 };
        return { stage, result, ms: toMicroseconds(ms) };
      }),
      outcome: this.outcome,
      circuit: this.circuit,
      attempts: this.attempts,
      total_ms: toMicroseconds(this.now() - this.#startedAt),
    };
  }
}

function toMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
