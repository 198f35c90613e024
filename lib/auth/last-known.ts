import { withDeadline } from "../registry/deadline.ts";
import { type Collection, type Store, type Stored, StoreError } from "../stores/store.ts";

/** For how many milliseconds a store that failed is not asked about what is known. */
const SPARE_MS = 1_000;

/**
 * Reads values and remembers them, so that who was known stays known while the store cannot answer: executions go on
 * then, and people must be able to see that the panel is degraded. Whoever was removed meanwhile is found out when
 * the store is back.
 */
export class LastKnown {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #collection: Collection;
  readonly #values = new Map<string, Stored>();
  #spareUntil = Number.NEGATIVE_INFINITY;
  /** Whether the store could not answer when it was last asked. */
  #isOut = false;
  /** Questions that are on their way. */
  #asking = 0;

  constructor(store: Store, now: () => number, collection: Collection) {
    this.#store = store;
    this.#now = now;
    this.#collection = collection;
  }

  /** Remembers all there is, so that a store that fails early finds this process prepared. */
  async warm(): Promise<void> {
    for (const stored of await this.#store.load(this.#collection)) this.#values.set(stored.id, stored);
  }

  /** @throws StoreError where the store cannot answer and the value is not known. */
  async get(id: string): Promise<Stored | null> {
    const known = this.#values.get(id);
    if (known !== undefined && this.#isSpared()) return known;
    this.#asking += 1;
    try {
      const stored = await withDeadline(Promise.resolve(this.#store.get(this.#collection, id)));
      this.#isOut = false;
      if (stored === null) this.#values.delete(id);
      else this.#values.set(id, stored);
      return stored;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#isOut = true;
      this.#spareUntil = this.#now() + SPARE_MS;
      if (known === undefined) throw error;
      return known;
    } finally {
      this.#asking -= 1;
    }
  }

  /** While the store is out one request a second finds out whether it is back, and no other waits for that. */
  #isSpared(): boolean {
    return this.#isOut && (this.#asking > 0 || this.#now() < this.#spareUntil);
  }
}
