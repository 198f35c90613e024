import { setTimeout as sleep } from "node:timers/promises";
import { type Change, type Store, StoreError } from "./store.ts";

/** Milliseconds between attempts to follow a store that is out: doubled from the first to the last. */
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 1000;

/** The cursor of no store. */
const NOWHERE = "";

/** Who is told of writes. */
export interface Followed {
  /** Takes in one write of any process, in the store's order. */
  follow(change: Change): void | Promise<void>;
  /**
   * Loads everything anew: some writes were missed.
   * @throws StoreError where that is not possible now; it is asked again
   */
  resync(): Promise<void>;
  /** Told that the store cannot be followed now. */
  lost(error: StoreError): void;
  /** Told that it can be followed again, and that nothing was missed. */
  found(): void;
}

/** A store whose writes can be waited for: others write to it as well. */
export type SharedStore = Store & Required<Pick<Store, "waitForChanges">>;

export function isShared(store: Store): store is SharedStore {
  return store.waitForChanges !== undefined;
}

/** Follows a shared store, and misses nothing: where it was cut off it goes on from where it was, or has all loaded. */
export class Follower {
  readonly #store: SharedStore;
  readonly #followed: Followed;
  readonly #end = new AbortController();
  #cursor: string;
  #retryDelay = FIRST_RETRY_MS;
  #isLost = false;

  private constructor(store: SharedStore, cursor: string, followed: Followed) {
    this.#store = store;
    this.#cursor = cursor;
    this.#followed = followed;
  }

  /**
   * A follower from this moment on: what is loaded after it was made is followed without a gap.
   * @throws StoreError
   */
  static async from(store: SharedStore, followed: Followed): Promise<Follower> {
    return new Follower(store, (await store.changes(null)).cursor, followed);
  }

  /** A follower that has everything loaded first, as soon as the store can be reached. */
  static behind(store: SharedStore, followed: Followed): Follower {
    return new Follower(store, NOWHERE, followed);
  }

  /** Begins to tell; ends with `stop`. */
  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#end.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        await this.#next();
        this.#found();
      } catch (error) {
        if (signal.aborted) return;
        this.#isLost = true;
        this.#followed.lost(asStoreError(error));
        await this.#wait();
      }
    }
  }

  async #next(): Promise<void> {
    const { changes, cursor, trimmed } = await this.#store.waitForChanges(this.#cursor, this.#end.signal, () =>
      this.#found(),
    );
    if (trimmed) await this.#followed.resync();
    for (const change of changes) await this.#followed.follow(change);
    this.#cursor = cursor;
  }

  #found(): void {
    this.#retryDelay = FIRST_RETRY_MS;
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#followed.found();
  }

  async #wait(): Promise<void> {
    const delay = this.#retryDelay;
    this.#retryDelay = Math.min(delay * 2, LAST_RETRY_MS);
    // It ends early where it is stopped.
    await sleep(delay, undefined, { signal: this.#end.signal, ref: false }).catch(() => {});
  }
}

function asStoreError(error: unknown): StoreError {
  return error instanceof StoreError ? error : new StoreError("unavailable", "the store failed", { cause: error });
}
