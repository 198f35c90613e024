import type { Collection, Json, Stored, Version } from "../store.ts";
import { copyOf } from "./copy.ts";

interface Entry {
  readonly version: Version;
  readonly value: Json;
}

/** The values by collection and id. What it is given nobody changes any more; what it gives out is a copy. */
export class Register {
  readonly #collections = new Map<Collection, Map<string, Entry>>();

  all(collection: Collection): Stored[] {
    return [...this.#of(collection)].map(([id, entry]) => stored(id, entry));
  }

  get(collection: Collection, id: string): Stored | null {
    const entry = this.#of(collection).get(id);
    return entry === undefined ? null : stored(id, entry);
  }

  version(collection: Collection, id: string): Version | null {
    return this.#of(collection).get(id)?.version ?? null;
  }

  set(collection: Collection, id: string, version: Version, value: Json): void {
    if (value === null) this.#of(collection).delete(id);
    else this.#of(collection).set(id, { version, value });
  }

  #of(collection: Collection): Map<string, Entry> {
    let entries = this.#collections.get(collection);
    if (entries === undefined) {
      entries = new Map();
      this.#collections.set(collection, entries);
    }
    return entries;
  }
}

function stored(id: string, { version, value }: Entry): Stored {
  return { id, version, value: copyOf(value) };
}
