import type { Recording } from "../store.ts";

/** Recorded seconds by minute and circuit. */
export class RecordingBook {
  readonly #minutes = new Map<number, Map<string, string>>();

  add({ circuit, minute, seconds }: Recording): void {
    const circuits = this.#minutes.get(minute) ?? new Map<string, string>();
    circuits.set(circuit, (circuits.get(circuit) ?? "") + seconds);
    this.#minutes.set(minute, circuits);
  }

  /** Oldest first. */
  since(circuit: string, minute: number): Recording[] {
    return [...this.#minutes]
      .filter(([each, circuits]) => each >= minute && circuits.has(circuit))
      .sort(([a], [b]) => a - b)
      .map(([each, circuits]) => ({ circuit, minute: each, seconds: circuits.get(circuit)! }));
  }

  /** Drops what is older than `before`, and whole minutes beyond `most` recordings. */
  trim(before: number, most: number): void {
    let kept = 0;
    for (const minute of [...this.#minutes.keys()].sort((a, b) => b - a)) {
      if (minute < before || kept >= most) this.#minutes.delete(minute);
      else kept += this.#minutes.get(minute)!.size;
    }
  }
}
