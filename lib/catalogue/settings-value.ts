import { randomUUID } from "node:crypto";
import { withDeadline } from "../registry/deadline.ts";
import type { Change, Json, NewEvent, Store, Stored, SwapResult, Version } from "../stores/store.ts";
import { isSameVersion } from "../stores/version.ts";
import { actEnd } from "./act-deadline.ts";
import { beside, isRecord } from "./record.ts";
import type { Revision } from "./revision.ts";
import { Unreadables, UnreadableValue } from "./unreadable.ts";

export interface Held<T> {
  readonly value: T;
  /** +1 at every edit; 0 where nobody has edited it yet. */
  readonly revision: number;
  readonly updatedAt: number | null;
  readonly updatedBy: string | null;
  /** The latest edits, newest first, of a value whose edits are kept. */
  readonly revisions?: readonly Revision[];
}

/** What an act makes of a value. */
export interface Edited<T> {
  readonly value: T;
  readonly by: string;
  readonly event: NewEvent;
  readonly revisions?: readonly Revision[];
}

/**
 * An edit of what is held: asked again where somebody else has been faster. Null leaves everything as it is, and what
 * it throws ends the edit.
 */
export type SettingsEdit<T> = (held: Held<T>) => Edited<T> | null;

/** The schema that this version writes; the first releases did not say so. */
const SCHEMA = 1;
/** The fields of a stored value that are written anew each time. */
const OWN = ["value", "revision", "updatedAt", "updatedBy", "revisions"];

/** One value of the collection `settings`, held in memory and stored whole. */
export class SettingsValue<T> {
  readonly #store: Store;
  readonly #id: string;
  readonly #initial: T;
  readonly #unreadables: Unreadables;
  #version: Version | null = null;
  /** As it is stored; null where nothing is. */
  #stored: Json = null;
  #held: Held<T>;

  /** @param onUnreadable told, once, where another version stored what this one cannot read. Must not throw. */
  constructor(store: Store, id: string, initial: T, onUnreadable?: (error: UnreadableValue) => void) {
    this.#store = store;
    this.#id = id;
    this.#initial = initial;
    this.#unreadables = new Unreadables(onUnreadable);
    this.#held = heldFirst(initial);
  }

  get held(): Held<T> {
    return this.#held;
  }

  /**
   * Reads what is stored; what this version cannot read is left as it is.
   * @throws StoreError
   */
  async load(): Promise<void> {
    const stored = await this.#store.get("settings", this.#id);
    if (stored !== null) this.#takeIn(stored);
  }

  /**
   * Stores what an edit makes of the value, with the event of the act. False where it left the value as it is.
   * @throws StoreError where it could not be stored; nothing is changed then. UnreadableValue where what is stored was
   * written by a newer version.
   */
  async put(edit: SettingsEdit<T>): Promise<boolean> {
    const end = actEnd();
    for (;;) {
      const edited = edit(this.#held);
      if (edited === null) return false;
      const { value, by, event, revisions } = edited;
      const revision = this.#held.revision + 1;
      const held = { value, revision, updatedAt: event.at, updatedBy: by, ...(revisions && { revisions }) };
      const next = { ...beside(this.#stored, OWN), ...held } as unknown as Json;
      const answer = await this.#swap(next, [{ ...event, details: { ...event.details, revision } }], end);
      if (answer.status === "applied") {
        // What others wrote after it may have come first.
        if (answer.version.number > (this.#version?.number ?? 0))
          this.#takeIn({ version: answer.version, value: next });
        return true;
      }
      this.#overtaken(answer.current);
    }
  }

  /** Takes in a write of any process to the store; told in the store's order. True where it changed what is held. */
  follow({ collection, id, version, value }: Change): boolean {
    if (collection !== "settings" || id !== this.#id) return false;
    if (version.number <= (this.#version?.number ?? 0)) return false;
    if (value !== null) return this.#takeIn({ version, value }) === null;
    this.#forget();
    this.#held = heldFirst(this.#initial);
    return true;
  }

  /**
   * Learns what the store holds, where its changes were lost sight of; what is held and not stored any more is written
   * back. True where what is held has changed.
   * @throws StoreError
   */
  async resync(): Promise<boolean> {
    const end = actEnd();
    const present = await withDeadline(Promise.resolve(this.#store.get("settings", this.#id)), end);
    if (isSameVersion(present?.version ?? null, this.#version)) return false;
    if (present !== null) return this.#takeIn(present) === null;
    const answer = await this.#swap(this.#stored, [], end, null);
    if (answer.status === "conflict") return answer.current !== null && this.#takeIn(answer.current) === null;
    this.#version = answer.version;
    return false;
  }

  #overtaken(current: Stored | null): void {
    const error = current === null ? null : this.#takeIn(current);
    if (error !== null) throw error;
    if (current === null) this.#forget();
  }

  /** Nothing is stored any more; what is held is, until somebody says otherwise. */
  #forget(): void {
    this.#version = null;
    this.#stored = null;
  }

  /** Holds what is stored; answers why, where this version cannot read it: what was held stays. */
  #takeIn({ version, value }: Pick<Stored, "version" | "value">): UnreadableValue | null {
    if (!isReadable(value)) {
      const error = new UnreadableValue(`the setting ${this.#id}`);
      this.#unreadables.add(this.#id, version, error);
      return error;
    }
    this.#version = version;
    this.#stored = value;
    this.#held = value as unknown as Held<T>;
    return null;
  }

  async #swap(
    next: Json,
    events: readonly NewEvent[],
    end: number,
    expected: Version | null = this.#version,
  ): Promise<SwapResult> {
    const swap = { collection: "settings", id: this.#id, expected, next, events, writeId: randomUUID() } as const;
    return withDeadline(Promise.resolve(this.#store.swap(swap)), end);
  }
}

function heldFirst<T>(value: T): Held<T> {
  return { value, revision: 0, updatedAt: null, updatedBy: null };
}

function isReadable(value: Json): boolean {
  return (
    isRecord(value) &&
    (value.schema === undefined || value.schema === SCHEMA) &&
    isRecord(value.value) &&
    typeof value.revision === "number"
  );
}
