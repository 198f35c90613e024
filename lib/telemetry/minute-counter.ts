import type { MinuteCounts } from "../stores/store.ts";
import { LATENCY_BUCKETS, latencyBucket } from "./latency.ts";

export const MINUTE_MS = 60_000;

/** The start of the minute that an instant lies in, in milliseconds since the epoch. */
export function minuteOf(at: number): number {
  return at - (at % MINUTE_MS);
}

/** How an execution ended. */
export type CallKind = "success" | "failure" | "ignored";

/** What went through a circuit in some time. */
export class CallCounter {
  readonly #latency = new Uint32Array(LATENCY_BUCKETS);
  success = 0;
  failure = 0;
  ignored = 0;
  rejected = 0;

  get latency(): Uint32Array {
    return this.#latency;
  }

  /** Executions that ran. */
  get calls(): number {
    return this.success + this.failure + this.ignored;
  }

  count(kind: CallKind, ms: number): void {
    this[kind] += 1;
    const bucket = latencyBucket(ms);
    this.#latency[bucket] = (this.#latency[bucket] ?? 0) + 1;
  }

  add(counts: Omit<MinuteCounts, "circuit" | "minute">): void {
    this.success += counts.successes;
    this.failure += counts.failures;
    this.ignored += counts.ignored;
    this.rejected += counts.rejected;
    for (const [bucket, count] of counts.latency.entries()) {
      if (bucket < LATENCY_BUCKETS) this.#latency[bucket] = (this.#latency[bucket] ?? 0) + count;
    }
  }
}

/** One minute of a circuit, and how much of it is stored. */
export class MinuteCounter extends CallCounter {
  readonly minute: number;
  #stored: Omit<MinuteCounts, "circuit" | "minute">;

  constructor(minute: number) {
    super();
    this.minute = minute;
    this.#stored = this.#snapshot();
  }

  /** What was counted and is not stored yet; null where that is nothing. `done` says that it now is. */
  unstored(circuit: string): { readonly counts: MinuteCounts; done(): void } | null {
    const [now, before] = [this.#snapshot(), this.#stored];
    const counts: MinuteCounts = {
      circuit,
      minute: this.minute,
      successes: now.successes - before.successes,
      failures: now.failures - before.failures,
      ignored: now.ignored - before.ignored,
      rejected: now.rejected - before.rejected,
      latency: now.latency.map((count, bucket) => count - (before.latency[bucket] ?? 0)),
    };
    if (counts.successes + counts.failures + counts.ignored + counts.rejected === 0) return null;
    return {
      counts,
      done: () => {
        this.#stored = now;
      },
    };
  }

  /** Takes over what is stored already. */
  restore(counts: MinuteCounts): void {
    this.add(counts);
    this.#stored = this.#snapshot();
  }

  #snapshot(): Omit<MinuteCounts, "circuit" | "minute"> {
    return {
      successes: this.success,
      failures: this.failure,
      ignored: this.ignored,
      rejected: this.rejected,
      latency: [...this.latency],
    };
  }
}
