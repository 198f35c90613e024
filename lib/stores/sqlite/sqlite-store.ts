import type { StatementSync } from "node:sqlite";
import { CHANGES_PAGE } from "../limits.ts";
import type {
  Changes,
  Collection,
  EventPage,
  EventQuery,
  MinuteCounts,
  NewEvent,
  Recording,
  Retention,
  Store,
  Stored,
  Swap,
  SwapResult,
} from "../store.ts";
import { isSameVersion } from "../version.ts";
import { ChangeLog } from "./change-log.ts";
import type { Database } from "./database.ts";
import { EventLog, toEventRow } from "./event-log.ts";
import { History } from "./history.ts";
import { MinuteBook } from "./minute-book.ts";
import { RecentWrites } from "./recent-writes.ts";
import { RecordingBook } from "./recording-book.ts";
import { Register } from "./register.ts";

/** A store in one SQLite file. It answers at once; other processes may read and write the file at the same time. */
export class SqliteStore implements Store {
  readonly kind = "sqlite";
  readonly clock = null;
  readonly #database: Database;
  readonly #now: () => number;
  readonly #register: Register;
  readonly #writes: RecentWrites;
  readonly #changes: ChangeLog;
  readonly #events: EventLog;
  readonly #history: History;
  readonly #minutes: MinuteBook;
  readonly #recordings: RecordingBook;
  readonly #probe: StatementSync;

  /** `now` gives milliseconds since the epoch; it decides how long repeats and changes are remembered. */
  constructor(database: Database, now: () => number = Date.now) {
    const { connection } = database;
    this.#database = database;
    this.#now = now;
    this.#register = new Register(connection);
    this.#writes = new RecentWrites(connection);
    this.#changes = new ChangeLog(connection);
    this.#events = new EventLog(connection);
    this.#history = new History(connection);
    this.#minutes = new MinuteBook(connection);
    this.#recordings = new RecordingBook(connection);
    // Writes what is there already: a full disk refuses that as well.
    this.#probe = connection.prepare("UPDATE identity SET incarnation = incarnation");
  }

  load(collection: Collection): readonly Stored[] {
    return this.#database.read(() => this.#register.all(collection));
  }

  get(collection: Collection, id: string): Stored | null {
    return this.#database.read(() => this.#register.get(collection, id));
  }

  swap(swap: Swap): SwapResult {
    const { collection, id, writeId } = swap;
    const text = swap.next === null ? null : JSON.stringify(swap.next);
    const events = swap.events.map(toEventRow);
    return this.#database.write(() => {
      const now = this.#now();
      const repeated = this.#writes.find(swap, now);
      if (repeated !== undefined) return { status: "applied", version: repeated };
      if (!isSameVersion(swap.expected, this.#register.version(collection, id)))
        return { status: "conflict", current: this.#register.get(collection, id) };

      const version = { number: this.#changes.add(swap, text, now), writeId };
      this.#register.set(collection, id, version, text);
      this.#events.add(events);
      this.#writes.add(swap, version, now);
      return { status: "applied", version };
    });
  }

  append(events: readonly NewEvent[]): void {
    const rows = events.map(toEventRow);
    this.#database.write(() => this.#events.add(rows));
  }

  changes(after: string | null, limit = CHANGES_PAGE): Changes {
    return this.#database.read(() => this.#changes.after(after, limit));
  }

  history(query: EventQuery): EventPage {
    return this.#database.read(() => {
      const ids = this.#history.newest(query, query.limit + 1);
      const page = ids.slice(0, query.limit);
      return { events: this.#events.byIds(page), nextBefore: ids.length > page.length ? (page.at(-1) ?? null) : null };
    });
  }

  addCounts(counts: readonly MinuteCounts[]): void {
    this.#database.write(() => {
      for (const each of counts) this.#minutes.add(each);
    });
  }

  counts(since: number, circuits?: readonly string[]): readonly MinuteCounts[] {
    return this.#database.read(() => this.#minutes.since(since, circuits));
  }

  addRecordings(recordings: readonly Recording[]): void {
    this.#database.write(() => {
      for (const each of recordings) this.#recordings.add(each);
    });
  }

  recordings(circuit: string, since: number): readonly Recording[] {
    return this.#database.read(() => this.#recordings.since(circuit, since));
  }

  trim(retention: Retention, now: number): void {
    this.#database.write(() => {
      this.#events.trim(retention, now);
      this.#minutes.dropBefore(now - retention.minutes);
      this.#recordings.trim(now - retention.recordings, retention.mostRecordings);
    });
  }

  probe(): void {
    this.#database.write(() => this.#probe.run());
  }

  close(): void {
    this.#database.close();
  }
}
