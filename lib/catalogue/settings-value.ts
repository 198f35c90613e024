import { randomUUID } from "node:crypto";
import type { Json, NewEvent, Store, Version } from "../stores/store.ts";
import type { Revision } from "./revision.ts";

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

/** One value of the collection `settings`, held in memory and stored whole. */
export class SettingsValue<T> {
  readonly #store: Store;
  readonly #id: string;
  #version: Version | null = null;
  #held: Held<T>;

  constructor(store: Store, id: string, initial: T) {
    this.#store = store;
    this.#id = id;
    this.#held = { value: initial, revision: 0, updatedAt: null, updatedBy: null };
  }

  get held(): Held<T> {
    return this.#held;
  }

  async load(): Promise<void> {
    const stored = await this.#store.get("settings", this.#id);
    if (stored === null) return;
    this.#version = stored.version;
    this.#held = stored.value as unknown as Held<T>;
  }

  /**
   * Stores what an edit makes of the value, with the event of the act. False where it left the value as it is.
   * @throws StoreError where it could not be stored; nothing is changed then.
   */
  async put(edit: SettingsEdit<T>): Promise<boolean> {
    const edited = edit(this.#held);
    if (edited === null) return false;
    const { value, by, event, revisions } = edited;
    const revision = this.#held.revision + 1;
    const held = { value, revision, updatedAt: event.at, updatedBy: by };
    const next: Held<T> = revisions === undefined ? held : { ...held, revisions };
    const answer = await this.#store.swap({
      collection: "settings",
      id: this.#id,
      expected: this.#version,
      next: next as unknown as Json,
      events: [{ ...event, details: { ...event.details, revision } }],
      writeId: randomUUID(),
    });
    if (answer.status === "conflict") {
      await this.load();
      return this.put(edit);
    }
    this.#version = answer.version;
    this.#held = next;
    return true;
  }
}
