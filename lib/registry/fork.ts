import type { Circuit } from "../breaker/index.ts";
import type { NewEvent, Store, Stored, StoreError, Swap, Version } from "../stores/store.ts";
import { withDeadline } from "./deadline.ts";
import { merge } from "./merge.ts";
import type { Confirmed } from "./shared-circuit.ts";
import { decodeCircuit, encodeCircuit } from "./stored-circuit.ts";
import { hasGoneBack, survivor } from "./survivor.ts";
import type { Timers } from "./timers.ts";

/** Events that a fork keeps for the log at the most; the oldest go first. */
const KEPT_EVENTS = 1000;

/** What was sent to the store, whose answer is not known. */
interface Batch {
  readonly swap: Swap;
  readonly circuit: Circuit;
  /** What to tell the log of it where it turns out not to have been carried out. */
  readonly events: readonly NewEvent[];
}

/** A circuit that goes on in memory while its store is out. */
export class Fork {
  /** Why the store was lost. */
  readonly error: StoreError;
  #base: Confirmed;
  #circuit: Circuit;
  /** What the log has not been told yet, but for what the sealed batch tells it. */
  #events: readonly NewEvent[] = [];
  /** The batch whose fate is unknown: it is sent again, as it was, before anything else. */
  #sealed: Batch | null = null;

  /**
   * @param base what was last known to be stored
   * @param lost what could not be stored, or may not have been
   */
  constructor(base: Confirmed, lost: Batch, error: StoreError) {
    this.#base = base;
    this.#circuit = lost.circuit;
    this.error = error;
    if (error.code === "outcome_unknown") this.#sealed = lost;
    else this.#events = lost.events;
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
   * One exchange with the store. What is stored now, or null where the store had gone on as well: then `circuit` is
   * what became of both, and is still to be brought back.
   * @throws StoreError where the store is still out
   */
  async bringBack(around: {
    readonly store: Store;
    readonly timers?: Timers;
    newId(): string;
  }): Promise<Confirmed | null> {
    this.#sealed ??= this.#seal(around.newId());
    const batch = this.#sealed;
    // Whatever comes instead of an answer leaves it sealed: that this try was refused says nothing of an earlier one.
    const answer = await withDeadline(Promise.resolve(around.store.swap(batch.swap)), undefined, around.timers);
    if (answer.status === "applied") return this.#acknowledge(batch, answer.version);
    const { current } = answer;
    // An outage may outlast the store's memory of writes; the value itself still says who wrote it.
    if (current?.version.writeId === batch.swap.writeId) return this.#acknowledge(batch, current.version);
    this.#unseal(batch);
    this.#rebase(current);
    return null;
  }

  #acknowledge({ circuit, swap }: Batch, version: Version): Confirmed {
    this.#sealed = null;
    this.#base = { circuit, version, value: swap.next };
    return this.#base;
  }

  #seal(writeId: string): Batch {
    const [circuit, events] = [this.#circuit, this.#events];
    const next = encodeCircuit(circuit, this.#base.value);
    this.#events = [];
    const swap = {
      collection: "circuits",
      id: circuit.id,
      expected: this.#base.version,
      next,
      events,
      writeId,
    } as const;
    return { swap, circuit, events };
  }

  #unseal(batch: Batch): void {
    this.#sealed = null;
    this.#events = [...batch.events, ...this.#events];
  }

  #rebase(current: Stored | null): void {
    if (current === null) {
      this.#base = { ...this.#base, version: null };
      return;
    }
    const stored = decodeCircuit(current);
    // What it took over from the store and added nothing to must not come back over what became of it there.
    const addsNothing = this.#circuit === this.#base.circuit;
    if (hasGoneBack(current.version, this.#base.version)) this.#circuit = survivor(this.#circuit, stored);
    else this.#circuit = addsNothing ? stored : merge(this.#base.circuit, this.#circuit, stored);
    this.#base = { circuit: stored, version: current.version, value: current.value };
  }
}
