import type { Circuit } from "../breaker/index.ts";
import type { NewEvent, Store, Swap } from "../stores/store.ts";
import { withDeadline } from "./deadline.ts";
import { merge } from "./merge.ts";
import type { Confirmed } from "./registered-circuit.ts";
import { decodeCircuit, encodeCircuit } from "./stored-circuit.ts";

/** Events that a fork keeps for the log at the most; the oldest go first. */
const KEPT_EVENTS = 1000;

interface Sealed {
  readonly swap: Swap;
  readonly circuit: Circuit;
}

/** A circuit that goes on in memory while its store is out. */
export class Fork {
  #base: Confirmed;
  #circuit: Circuit;
  #events: NewEvent[];
  /** The batch whose fate is unknown: it is sent again, as it was, before anything else. */
  #sealed: Sealed | null;
  #onMerged: () => void = () => {};

  constructor(base: Confirmed, circuit: Circuit, events: NewEvent[], sealed: Sealed | null) {
    this.#base = base;
    this.#circuit = circuit;
    // The sealed batch carries its own events to the log.
    this.#events = sealed === null ? events : [];
    this.#sealed = sealed;
  }

  /** The circuit as this process has it. */
  get circuit(): Circuit {
    return this.#circuit;
  }

  goOn(circuit: Circuit, events: readonly NewEvent[]): void {
    this.#circuit = circuit;
    if (events.length > 0) this.#events = [...this.#events, ...events].slice(-KEPT_EVENTS);
  }

  /**
   * What is stored after everything was brought back. Safe to call again.
   * @param onMerged told what the circuit became where the store had gone on as well
   * @throws StoreError where the store is still out
   */
  async bringBack(around: { readonly store: Store; newId(): string }, onMerged: () => void): Promise<Confirmed> {
    this.#onMerged = onMerged;
    if (this.#sealed !== null) await this.#settleSealed(around.store, this.#sealed);
    for (;;) {
      const [circuit, events] = [this.#circuit, this.#events];
      const swap: Swap = {
        collection: "circuits",
        id: circuit.id,
        expected: this.#base.version,
        next: encodeCircuit(circuit, this.#base.value),
        events,
        writeId: around.newId(),
      };
      const answer = await withDeadline(Promise.resolve(around.store.swap(swap)));
      if (answer.status === "conflict") {
        this.#rebase(answer.current);
        continue;
      }
      this.#base = { circuit, version: answer.version, value: swap.next };
      this.#events = this.#events.filter((event) => !events.includes(event));
      if (this.#circuit === circuit) return this.#base;
    }
  }

  async #settleSealed(store: Store, { swap, circuit }: Sealed): Promise<void> {
    const answer = await withDeadline(Promise.resolve(store.swap(swap)));
    this.#sealed = null;
    if (answer.status === "applied") this.#base = { circuit, version: answer.version, value: swap.next };
    else {
      this.#events = [...swap.events, ...this.#events];
      this.#rebase(answer.current);
    }
  }

  #rebase(current: Parameters<typeof decodeCircuit>[0] | null): void {
    if (current === null) {
      this.#base = { ...this.#base, version: null };
      return;
    }
    const stored = decodeCircuit(current);
    this.#circuit = merge(this.#base.circuit, this.#circuit, stored);
    this.#base = { circuit: stored, version: current.version, value: current.value };
    this.#onMerged();
  }
}
