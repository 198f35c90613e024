import { addMinuteCounts } from "../minute-counts.ts";
import type { MinuteCounts } from "../store.ts";

/** Counts by minute and circuit. */
export class MinuteBook {
  readonly #minutes = new Map<number, Map<string, MinuteCounts>>();

  add(counts: MinuteCounts): void {
    const circuits = this.#minutes.get(counts.minute) ?? new Map<string, MinuteCounts>();
    const kept = circuits.get(counts.circuit);
    circuits.set(counts.circuit, kept === undefined ? counts : addMinuteCounts(kept, counts));
    this.#minutes.set(counts.minute, circuits);
  }

  /** Oldest first. */
  since(minute: number, circuits: readonly string[] | undefined): MinuteCounts[] {
    const wanted = circuits && new Set(circuits);
    const minutes = [...this.#minutes.keys()].filter((each) => each >= minute).sort((a, b) => a - b);
    return minutes
      .flatMap((each) => [...this.#minutes.get(each)!.values()])
      .filter((counts) => wanted === undefined || wanted.has(counts.circuit));
  }

  dropBefore(minute: number): void {
    for (const each of this.#minutes.keys()) if (each < minute) this.#minutes.delete(each);
  }
}
