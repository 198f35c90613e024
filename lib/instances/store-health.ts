import { patternScrubber } from "../nodes/scrub.ts";
import type { Store, StoreError, StoreInspection } from "../stores/store.ts";

const NOTHING_TO_SAY: { readonly server: string | null; readonly warnings: readonly string[] } = {
  server: null,
  warnings: [],
};

/** How the store is, as this process sees it. */
export class StoreHealth {
  readonly #store: Store;
  readonly #now: () => number;
  #outage: { readonly since: number; readonly error: string } | null = null;
  #inspection: StoreInspection | typeof NOTHING_TO_SAY = NOTHING_TO_SAY;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** The store is out, or back (null). */
  report(error: StoreError | null): void {
    this.#outage = error && { since: this.#outage?.since ?? this.#now(), error: patternScrubber.line(error.message) };
  }

  /** Since when the store cannot be reached, in milliseconds since the epoch. */
  get degradedSince(): number | null {
    return this.#outage?.since ?? null;
  }

  get error(): string | null {
    return this.#outage?.error ?? null;
  }

  /** Name and version of the store's server; null where it has none, or did not answer yet. */
  get server(): string | null {
    return this.#inspection.server;
  }

  /** A sentence for each thing that is wrong with how it is set up. */
  get warnings(): readonly string[] {
    return this.#inspection.warnings;
  }

  /**
   * Asks the store's server what it is, where there is one.
   * @throws StoreError where it does not answer; what it said last stays
   */
  async inspect(): Promise<void> {
    this.#inspection = (await this.#store.inspect?.()) ?? this.#inspection;
  }
}
