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
  type StoreInspection,
  type Swap,
  type SwapResult,
} from "../store.ts";
import { ChangeLog } from "./change-log.ts";
import { chunksOf } from "./chunks.ts";
import type { ServerClock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { EVENTS_AT_ONCE, EventLog, toEventArguments } from "./event-log.ts";
import { inspect } from "./health.ts";
import { History } from "./history.ts";
import { type Keys, type Scope, scopeOf } from "./keys.ts";
import { MinuteBook } from "./minute-book.ts";
import { RecordingBook } from "./recording-book.ts";
import { Register } from "./register.ts";
import { probe } from "./scripts/probe.ts";
import { Waiter } from "./waiter.ts";

interface RedisStoreOptions {
  /** An open connection. */
  readonly connection: Connection;
  /** Makes another one, which is not open yet. */
  readonly newConnection: () => Connection;
  readonly clock: ServerClock;
  readonly keys: Keys;
  readonly scope: Scope;
  /** How long a command waits for its answer, in milliseconds; one that reads a page of many values waits longer. */
  readonly deadlineMs: number;
  readonly pageDeadlineMs: number;
}

/** A store on a Redis or Valkey server, which many processes share. `clock` is the server's time. */
export class RedisStore implements Store {
  readonly kind = "redis";
  readonly clock: ServerClock;
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #scope: Scope;
  readonly #register: Register;
  readonly #changes: ChangeLog;
  readonly #waiter: Waiter;
  readonly #events: EventLog;
  readonly #history: History;
  readonly #minutes: MinuteBook;
  readonly #recordings: RecordingBook;
  #isClosed = false;

  constructor({ connection, newConnection, clock, keys, scope, deadlineMs, pageDeadlineMs }: RedisStoreOptions) {
    this.clock = clock;
    this.#connection = connection;
    this.#keys = keys;
    this.#scope = scope;
    this.#register = new Register(connection, keys, pageDeadlineMs);
    this.#changes = new ChangeLog(connection, keys, scope);
    this.#waiter = new Waiter(newConnection, this.#changes, deadlineMs);
    this.#events = new EventLog(connection, keys);
    this.#history = new History(connection, keys, pageDeadlineMs);
    this.#minutes = new MinuteBook(connection, keys, pageDeadlineMs);
    this.#recordings = new RecordingBook(connection, keys, pageDeadlineMs);
  }

  async load(collection: Collection): Promise<readonly Stored[]> {
    this.#assertWithin(collection);
    return this.#register.all(collection);
  }

  async get(collection: Collection, id: string): Promise<Stored | null> {
    this.#assertWithin(collection);
    return this.#register.get(collection, id);
  }

  async swap(swap: Swap): Promise<SwapResult> {
    this.#assertWithin(swap.collection);
    const prepared = this.#register.prepare(swap);
    for (;;) {
      const result = await this.#register.swap(swap, prepared);
      if (result !== null) return result;
      await this.#changes.begin();
    }
  }

  async append(events: readonly NewEvent[]): Promise<void> {
    this.#assertOpen();
    // Whatever can throw comes before the first write.
    toEventArguments(this.#keys, events);
    for (const chunk of chunksOf(events, EVENTS_AT_ONCE))
      while (!(await this.#events.append(chunk))) await this.#changes.begin();
  }

  async changes(after: string | null, limit = CHANGES_PAGE): Promise<Changes> {
    this.#assertOpen();
    return this.#changes.after(after, limit);
  }

  /** Rejects at once while there is no connection: whoever calls again pauses in between. */
  async waitForChanges(after: string, signal: AbortSignal, onCurrent?: () => void): Promise<Changes> {
    this.#assertOpen();
    return this.#waiter.wait(after, signal, onCurrent);
  }

  async history(query: EventQuery): Promise<EventPage> {
    this.#assertOpen();
    return this.#history.page(query);
  }

  async addCounts(counts: readonly MinuteCounts[]): Promise<void> {
    this.#assertOpen();
    await this.#minutes.add(counts);
  }

  async counts(since: number, circuits?: readonly string[]): Promise<readonly MinuteCounts[]> {
    this.#assertOpen();
    return this.#minutes.since(since, circuits);
  }

  async addRecordings(recordings: readonly Recording[]): Promise<void> {
    this.#assertOpen();
    await this.#recordings.add(recordings);
  }

  async recordings(circuit: string, since: number): Promise<readonly Recording[]> {
    this.#assertOpen();
    return this.#recordings.since(circuit, since);
  }

  async trim(retention: Retention, now: number): Promise<void> {
    this.#assertOpen();
    await this.#events.trim(retention, now);
    await this.#minutes.dropBefore(now - retention.minutes);
    await this.#recordings.trim(now - retention.recordings, retention.mostRecordings);
  }

  async probe(): Promise<void> {
    this.#assertOpen();
    await this.#connection.run(probe, [this.#keys.probe], []);
  }

  /** What the server is, and what is at risk with it as it is set up. */
  async inspect(): Promise<StoreInspection> {
    this.#assertOpen();
    return inspect(this.#connection);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiter.close();
    await this.#connection.close();
  }

  #assertWithin(collection: Collection): void {
    this.#assertOpen();
    if (this.#scope === "engine" && scopeOf(collection) === "panel")
      throw new Error(`This store is the engine's alone: it does not reach ${collection}, which only panels do`);
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError("unavailable", "The store is closed");
  }
}
