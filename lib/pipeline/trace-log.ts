import type { Outcome } from "../breaker/index.ts";
import { STAGES, type StageName, type Trace } from "./execution.ts";

interface Noted {
  readonly stage: StageName;
  result: string;
  ms: number;
}

const PLACES = Object.fromEntries(STAGES.map((stage, place) => [stage, place])) as Record<StageName, number>;

/** Collects what the stages of one execution did. */
export class TraceLog {
  outcome: Outcome["kind"] | "none" = "none";
  attempts = 0;
  /** Null before there is one. */
  circuit: string | null = null;
  readonly #startedAt = performance.now();
  readonly #stages: Noted[] = STAGES.map((stage) => ({ stage, result: "skipped", ms: 0 }));

  /** Milliseconds, from anywhere. */
  now(): number {
    return performance.now();
  }

  /**
   * What a stage did since a moment that `now` gave, or in no time. A further note replaces its result and adds to its
   * time.
   */
  note(stage: StageName, result: string, since?: number): void {
    const noted = this.#stages[PLACES[stage]] as Noted;
    noted.result = result;
    if (since !== undefined) noted.ms += this.now() - since;
  }

  /** The trace so far. What a stage notes later, because it was left behind, is in no trace. */
  finish(): Trace {
    return {
      stages: this.#stages.map(({ stage, result, ms }) => ({ stage, result, ms: toMicroseconds(ms) })),
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
