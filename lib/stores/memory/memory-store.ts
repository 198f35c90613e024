import { CHANGES_PAGE } from "../limits.ts";
import {
  type Changes,
  type Collection,
  type EventPage,
  type EventQuery,
  type MinuteCounts,
  type NewEvent,
  type Retention,
  type Store,
  type Stored,
  StoreError,
  type Swap,
  type SwapResult,
} from "../store.ts";
import { isSameVersion } from "../version.ts";
import { ChangeLog } from "./change-log.ts";
import { EventLog } from "./event-log.ts";
import { MinuteBook } from "./minute-book.ts";
import { RecentWrites } from "./recent-writes.ts";
import { Register } from "./register.ts";

/** A store that lives and dies with its process. It answers at once. Events and counts grow until they are trimmed. */
export class MemoryStore implements Store {
  readonly kind = "memory";
  readonly #now: () => number;
  readonly #register = new Register();
  readonly #writes = new RecentWrites();
  readonly #changes = new ChangeLog();
  readonly #events = new EventLog();
  readonly #minutes = new MinuteBook();
  #isClosed = false;

  /** `now` gives milliseconds since the epoch; it decides how long repeats and changes are remembered. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  load(collection: Collection): readonly Stored[] {
    this.#assertOpen();
    return this.#register.all(collection);
  }

  get(collection: Collection, id: string): Stored | null {
    this.#assertOpen();
    return this.#register.get(collection, id);
  }

  swap(swap: Swap): SwapResult {
    this.#assertOpen();
    const { collection, id, writeId } = swap;
    const now = this.#now();
    const repeated = this.#writes.find(swap, now);
    if (repeated !== undefined) return { status: "applied", version: repeated };
    if (!isSameVersion(swap.expected, this.#register.version(collection, id)))
      return { status: "conflict", current: this.#register.get(collection, id) };

    // Whatever can throw comes before the first write: the swap is whole or not at all.
    const text = swap.next === null ? null : JSON.stringify(swap.next);
    const events = swap.events.map(copy);
    const version = { number: this.#changes.add({ collection, id, writeId, text, at: now }), writeId };
    this.#register.set(collection, id, version, text);
    this.#events.add(events);
    this.#writes.add(swap, version, now);
    return { status: "applied", version };
  }

  append(events: readonly NewEvent[]): void {
    this.#assertOpen();
    this.#events.add(events.map(copy));
  }

  changes(after: string | null, limit = CHANGES_PAGE): Changes {
    this.#assertOpen();
    return this.#changes.after(after, limit);
  }

  history(query: EventQuery): EventPage {
    this.#assertOpen();
    return this.#events.history(query);
  }

  addCounts(counts: readonly MinuteCounts[]): void {
    this.#assertOpen();
    for (const each of counts) this.#minutes.add(structuredClone(each));
  }

  counts(since: number, circuits?: readonly string[]): readonly MinuteCounts[] {
    this.#assertOpen();
    return this.#minutes.since(since, circuits);
  }

  trim(retention: Retention, now: number): void {
    this.#assertOpen();
    this.#events.trim(retention, now);
    this.#minutes.dropBefore(now - retention.minutes);
  }

  serverTime(): null {
    return null;
  }

  close(): void {
    this.#isClosed = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError("unavailable", "The store is closed");
  }
}

/** A copy that nobody else holds, of what other stores would keep of it. */
function copy(event: NewEvent): NewEvent {
  return JSON.parse(JSON.stringify(event));
}
