/** A result that a local store gives at once and a remote one later. */
export type Awaitable<T> = T | Promise<T>;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What a store keeps, by collection: each value has an id that is unique in its collection. `circuits` is the
 * registry's; `node_types`, `settings` and `instances` the engine's; the others the panel's alone: a shared store may
 * keep them where whoever only runs the engine cannot come.
 */
export type Collection = "circuits" | "node_types" | "settings" | "instances" | PanelCollection;

/** What only panels read and write. */
export type PanelCollection = "users" | "tokens" | "secrets";

/**
 * The version of a stored value. The number grows with each write and is never given to the same id again, not even
 * after a removal, but need not grow by 1. The writer's id tells a number that was issued twice (by a server that
 * lost its last writes) from itself: versions are the same where both are.
 */
export interface Version {
  readonly number: number;
  readonly writeId: string;
}

export interface Stored {
  readonly id: string;
  readonly version: Version;
  readonly value: Json;
}

/** An event as it is handed to the log. Everything beyond these fields is `details`. */
export interface NewEvent {
  /** The circuit or node type that it happened to; null for an event about the panel itself. */
  readonly circuit: string | null;
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The person or token that acted; null where nobody did. */
  readonly actor: string | null;
  readonly reason: string | null;
  /** The instance that wrote it. */
  readonly instance: string;
  readonly details: { readonly [key: string]: Json };
}

export interface StoredEvent extends NewEvent {
  /** Grows with the order in which events were written; unique in the log. */
  readonly id: number;
}

/** Where processes that share a store take their time from. */
export interface StoreClock {
  /** Milliseconds since the epoch, whole. */
  now(): number;
}

/** One compare-and-set of one value, atomic with its events. */
export interface Swap {
  readonly collection: Collection;
  readonly id: string;
  /** The version that must be there; null where nothing must be. */
  readonly expected: Version | null;
  /** The value to keep; null removes it. */
  readonly next: Json;
  /**
   * True where the caller vouches that JSON can hold all of `next`, and that nobody will ever change it: a store in
   * this process may then keep the object itself.
   */
  readonly isImmutable?: boolean;
  readonly events: readonly NewEvent[];
  /** True where the caller vouches that nothing was sent under this `writeId` before: it is no repeat. */
  readonly isFirst?: boolean;
  /**
   * Belongs to one batch for all its retries: a repeat (of the same value's id) within 10 minutes of being applied is
   * answered `applied` with the version that it made, whatever was written since, and is written once. A batch that
   * met a conflict left no trace and may be sent again with the same id.
   */
  readonly writeId: string;
}

export type SwapResult =
  | { readonly status: "applied"; readonly version: Version }
  /** `current` is null where nothing is stored. */
  | { readonly status: "conflict"; readonly current: Stored | null };

/** One write, as others follow it. */
export interface Change {
  readonly cursor: string;
  readonly collection: Collection;
  readonly id: string;
  readonly version: Version;
  /** Null where the write removed the value. */
  readonly value: Json;
}

export interface Changes {
  readonly changes: readonly Change[];
  /** Where to go on from. */
  readonly cursor: string;
  /**
   * True where what followed `after` is no longer kept, or `after` is not of this store (it was restored, or made
   * anew): there are no changes then. Load everything, and go on from `cursor`.
   */
  readonly trimmed: boolean;
}

export interface EventQuery {
  /** Events of these circuits only. */
  readonly circuits?: readonly string[];
  /** Events of this node type's circuit and of those nested under it (`type`, `type@…`) only. */
  readonly nodeType?: string;
  /** Events of these kinds only. As with `circuits`, an empty list matches nothing. */
  readonly kinds?: readonly string[];
  readonly actor?: string;
  /** Events with a smaller id only. */
  readonly before?: number;
  /** Milliseconds since the epoch; events at or after it only. */
  readonly since?: number;
  /** Milliseconds since the epoch; events before it only. */
  readonly until?: number;
  readonly limit: number;
}

export interface EventPage {
  /** Newest first. */
  readonly events: readonly StoredEvent[];
  /** What to ask for with `before` to go on; null at the end. */
  readonly nextBefore: number | null;
}

/** How long events are kept, in milliseconds; acts of people (events with an actor) longest. */
export interface Retention {
  readonly events: number;
  readonly acts: number;
  readonly minutes: number;
  readonly recordings: number;
  /** How many recordings are kept at the most, give or take those of one minute. */
  readonly mostRecordings: number;
}

/** Calls of one circuit in one minute. */
export interface MinuteCounts {
  readonly circuit: string;
  /** Milliseconds since the epoch, the start of the minute. */
  readonly minute: number;
  readonly successes: number;
  readonly failures: number;
  readonly ignored: number;
  /** Executions that the circuit refused. */
  readonly rejected: number;
  /** Executions by latency bucket, in the order of the analytics' own bounds. */
  readonly latency: readonly number[];
}

/** What was recorded of one circuit in one minute, second by second, as a text that its writer can read. */
export interface Recording {
  readonly circuit: string;
  /** Milliseconds since the epoch, the start of the minute. */
  readonly minute: number;
  readonly seconds: string;
}

/** What a store's server says of itself. */
export interface StoreInspection {
  /** Name and version: `Valkey 8.0.1`. */
  readonly server: string;
  /** A sentence for each setting with which it may lose what it keeps, with what to do; most urgent first. */
  readonly warnings: readonly string[];
}

/**
 * A versioned register and an ordered log. It does not know what a circuit is. Methods throw (or reject with) a
 * `StoreError` where the store cannot answer; the next call may succeed, once the cause is gone. A mistake of the
 * caller (something that JSON cannot hold) is thrown as it is, and nothing was written.
 */
export interface Store {
  readonly kind: "memory" | "sqlite" | "redis";
  /** The time that all who share the store go by; null where only this process writes to it, and its own clock counts. */
  readonly clock: StoreClock | null;

  /** Every value of a collection. */
  load(collection: Collection): Awaitable<readonly Stored[]>;
  get(collection: Collection, id: string): Awaitable<Stored | null>;
  swap(swap: Swap): Awaitable<SwapResult>;
  /** Appends events that belong to no value, such as refused acts. */
  append(events: readonly NewEvent[]): Awaitable<void>;

  /**
   * What was written after a cursor, in order, at most `limit` (1,000) changes; null gives the present cursor and no
   * changes. At least the last 10 minutes are kept, or the last 10,000 changes where those are fewer.
   */
  changes(after: string | null, limit?: number): Awaitable<Changes>;
  /**
   * As `changes`, but answers only once there are any, or the caller has fallen behind. There where others write to the
   * store as well. At most one call at a time; `signal` ends it with a `StoreError`. `onCurrent` is told, now and then,
   * that the store has been reached and has nothing new.
   */
  waitForChanges?(after: string, signal: AbortSignal, onCurrent?: () => void): Promise<Changes>;
  history(query: EventQuery): Awaitable<EventPage>;

  /** Adds to what is kept for each circuit and minute. Unlike a swap it has no repeat: a lost reply may be lost counts. */
  addCounts(counts: readonly MinuteCounts[]): Awaitable<void>;
  /** The counts from a minute on (inclusive), of all circuits or of those named, oldest first. */
  counts(since: number, circuits?: readonly string[]): Awaitable<readonly MinuteCounts[]>;

  /** Appends to the text that is kept for each circuit and minute. As with counts, a lost reply may be a lost text. */
  addRecordings(recordings: readonly Recording[]): Awaitable<void>;
  /** The recordings of a circuit from a minute on (inclusive), oldest first. */
  recordings(circuit: string, since: number): Awaitable<readonly Recording[]>;

  /** Removes what is older than the retention allows; of a large backlog a part, and the rest in the next calls. */
  trim(retention: Retention, now: number): Awaitable<void>;
  /** Throws where a write would not be kept now; where it would be, leaves nothing behind that anybody sees. */
  probe(): Awaitable<void>;
  /** What is on the other end, and what is wrong with how it is set up. There where the store is a server of its own. */
  inspect?(): Promise<StoreInspection>;
  /** Later calls find the store unavailable; closing it again does nothing. */
  close(): Awaitable<void>;
}

const BRAND = Symbol.for("breaker-panel.store-error");

/**
 * The store could not answer. `unavailable`: nothing was written. `outcome_unknown`: it may have been; repeating
 * with the same `writeId` is safe.
 */
export class StoreError extends Error {
  /** Next gives each bundle a copy of this class: what one copy throws, every other one has to recognise. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: "unavailable" | "outcome_unknown";

  constructor(code: "unavailable" | "outcome_unknown", message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.code = code;
  }
}
