import type { Collection, Stored, Version } from "../store.ts";

interface Entry {
  readonly version: Version;
  readonly text: string;
}

/** The values by collection and id. They are kept as text, so that nobody can change them by what they hold. */
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

  set(collection: Collection, id: string, version: Version, text: string | null): void {
    if (text === null) this.#of(collection).delete(id);
    else this.#of(collection).set(id, { version, text });
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

function stored(id: string, { version, text }: Entry): Stored {
  return { id, version, value: JSON.parse(text) };
}
