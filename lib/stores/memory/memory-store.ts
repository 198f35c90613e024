import { CHANGES_PAGE } from "../limits.ts";
import {
  type Changes,
  type Collection,
  type EventPage,
  type EventQuery,
  type MinuteCounts,
  type NewEvent,
  type Recording,
  type Retention,
  type Store,
  type Stored,
  StoreError,
  type Swap,
  type SwapResult,
} from "../store.ts";
import { isSameVersion } from "../version.ts";
import { ChangeLog } from "./change-log.ts";
import { copyOf } from "./copy.ts";
import { EventLog } from "./event-log.ts";
import { MinuteBook } from "./minute-book.ts";
import { RecentWrites } from "./recent-writes.ts";
import { RecordingBook } from "./recording-book.ts";
import { Register } from "./register.ts";

/** A store that lives and dies with its process. It answers at once. Events and counts grow until they are trimmed. */
export class MemoryStore implements Store {
  readonly kind = "memory";
  readonly clock = null;
  readonly #now: () => number;
  readonly #register = new Register();
  readonly #writes = new RecentWrites();
  readonly #changes = new ChangeLog();
  readonly #events = new EventLog();
  readonly #minutes = new MinuteBook();
  readonly #recordings = new RecordingBook();
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
    const present = this.#register.version(collection, id);
    const isExpected = isSameVersion(swap.expected, present);
    if (!isExpected || !swap.isFirst) {
      const repeated = this.#writes.find(swap, now);
      if (repeated !== undefined) return { status: "applied", version: repeated };
    }
    if (!isExpected) return { status: "conflict", current: this.#register.get(collection, id) };

    // Whatever can throw comes before the first write: the swap is whole or not at all.
    const value = swap.isImmutable ? swap.next : copyOf(swap.next);
    const events = swap.events.map(copyOf);
    const number = this.#changes.add(collection, id, writeId, value, now);
    const version = { number, writeId };
    this.#register.set(collection, id, version, value);
    this.#events.add(events);
    this.#writes.add(swap, number, now);
    return { status: "applied", version };
  }

  append(events: readonly NewEvent[]): void {
    this.#assertOpen();
    this.#events.add(events.map(copyOf));
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

  addRecordings(recordings: readonly Recording[]): void {
    this.#assertOpen();
    for (const each of recordings) this.#recordings.add(each);
  }

  recordings(circuit: string, since: number): readonly Recording[] {
    this.#assertOpen();
    return this.#recordings.since(circuit, since);
  }

  trim(retention: Retention, now: number): void {
    this.#assertOpen();
    this.#events.trim(retention, now);
    this.#minutes.dropBefore(now - retention.minutes);
    this.#recordings.trim(now - retention.recordings, retention.mostRecordings);
  }

  probe(): void {
    this.#assertOpen();
  }

  close(): void {
    this.#isClosed = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError("unavailable", "The store is closed");
  }
}
