import type { MinuteCounts } from "../stores/store.ts";
import { addLatencies, emptyLatencies, NO_LATENCIES, type PackedLatencies, packLatencies } from "./latency-counts.ts";

/** How an execution ended. */
export type CallKind = "success" | "failure" | "ignored";

/** What went through a circuit in some time. */
export interface Tally {
  readonly success: number;
  readonly failure: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly latency: PackedLatencies;
}

export const NOTHING: Tally = Object.freeze({ success: 0, failure: 0, ignored: 0, rejected: 0, latency: NO_LATENCIES });

/** Executions of a tally that ran. */
export function callsIn({ success, failure, ignored }: Omit<Tally, "latency" | "rejected">): number {
  return success + failure + ignored;
}

/** Counts that are on their way to the store. */
export interface Unstored {
  readonly counts: MinuteCounts;
  /** Says that they are there. */
  done(): void;
}

/** One minute of a circuit, and how much of it is stored. */
export class MinuteCounter {
  /** The start of the minute. */
  readonly minute: number;
  success = 0;
  failure = 0;
  ignored = 0;
  rejected = 0;
  /** Milliseconds that its executions took together. */
  ms = 0;
  /** Null once the minute is over: then it is packed. */
  #counting: number[] | null;
  #packed: PackedLatencies = NO_LATENCIES;
  #stored: Tally = NOTHING;

  /** @param latencies a full list of zeros, which becomes the counter's own */
  constructor(minute: number, latencies: number[] | null = null) {
    this.minute = minute;
    this.#counting = latencies;
  }

  /**
   * Counts an execution; not after `seal`.
   * @param bucket the latency bucket that `ms` falls into
   */
  count(kind: CallKind, ms: number, bucket: number): void {
    if (kind === "success") this.success += 1;
    else if (kind === "failure") this.failure += 1;
    else this.ignored += 1;
    this.ms += ms;
    this.#counting ??= emptyLatencies();
    this.#counting[bucket] = (this.#counting[bucket] ?? 0) + 1;
  }

  /** The minute is over. Returns the full list that it counted with, emptied, for the next one. */
  seal(): number[] | null {
    const counting = this.#counting;
    if (counting === null) return null;
    this.#packed = packLatencies(counting);
    this.#counting = null;
    if (!this.isUnstored) this.#stored = this.tally();
    return counting.fill(0);
  }

  tally(): Tally {
    const { success, failure, ignored, rejected } = this;
    const latency = this.#counting === null ? this.#packed : packLatencies(this.#counting);
    return { success, failure, ignored, rejected, latency };
  }

  /** What the store has of it. */
  get stored(): Tally {
    return this.#stored;
  }

  /** Whether there is anything that no store has yet. */
  get isUnstored(): boolean {
    return callsIn(this) > callsIn(this.#stored) || this.rejected > this.#stored.rejected;
  }

  /** What was counted and is not stored yet. */
  unstored(circuit: string): Unstored {
    const [now, before] = [this.tally(), this.#stored];
    const latency = emptyLatencies();
    addLatencies(latency, now.latency);
    addLatencies(latency, before.latency, -1);
    const counts: MinuteCounts = {
      circuit,
      minute: this.minute,
      successes: now.success - before.success,
      failures: now.failure - before.failure,
      ignored: now.ignored - before.ignored,
      rejected: now.rejected - before.rejected,
      latency,
    };
    return {
      counts,
      done: () => {
        this.#stored = now;
      },
    };
  }
}
