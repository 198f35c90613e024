import { randomUUID } from "node:crypto";
import type { Json, NewEvent, Store, Version } from "../stores/store.ts";

interface Held<T> {
  readonly value: T;
  readonly revision: number;
  readonly updatedAt: number | null;
  readonly updatedBy: string | null;
}

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
   * Stores a new value with the event of the act.
   * @throws StoreError where it could not be stored; nothing is changed then.
   */
  async put(value: T, by: string, event: NewEvent): Promise<void> {
    const next: Held<T> = { value, revision: this.#held.revision + 1, updatedAt: event.at, updatedBy: by };
    const answer = await this.#store.swap({
      collection: "settings",
      id: this.#id,
      expected: this.#version,
      next: next as unknown as Json,
      events: [{ ...event, details: { ...event.details, revision: next.revision } }],
      writeId: randomUUID(),
    });
    if (answer.status === "conflict") {
      await this.load();
      await this.put(value, by, event);
      return;
    }
    this.#version = answer.version;
    this.#held = next;
  }
}
