import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Collection, Stored, Version } from "../store.ts";

interface VersionRow {
  readonly version: number;
  readonly write_id: string;
}

interface Row extends VersionRow {
  readonly id: string;
  readonly value: string;
}

/** The values by collection and id, as JSON text. */
export class Register {
  readonly #all: StatementSync;
  readonly #get: StatementSync;
  readonly #version: StatementSync;
  readonly #set: StatementSync;
  readonly #remove: StatementSync;

  constructor(connection: DatabaseSync) {
    this.#all = connection.prepare("SELECT id, version, write_id, value FROM register WHERE collection = ?");
    this.#get = connection.prepare("SELECT id, version, write_id, value FROM register WHERE collection = ? AND id = ?");
    this.#version = connection.prepare("SELECT version, write_id FROM register WHERE collection = ? AND id = ?");
    this.#set = connection.prepare(`
      INSERT INTO register (collection, id, version, write_id, value) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET version = excluded.version, write_id = excluded.write_id, value = excluded.value
    `);
    this.#remove = connection.prepare("DELETE FROM register WHERE collection = ? AND id = ?");
  }

  all(collection: Collection): Stored[] {
    return (this.#all.all(collection) as unknown as Row[]).map(toStored);
  }

  get(collection: Collection, id: string): Stored | null {
    const row = this.#get.get(collection, id) as Row | undefined;
    return row === undefined ? null : toStored(row);
  }

  version(collection: Collection, id: string): Version | null {
    const row = this.#version.get(collection, id) as VersionRow | undefined;
    return row === undefined ? null : toVersion(row);
  }

  set(collection: Collection, id: string, version: Version, text: string | null): void {
    if (text === null) this.#remove.run(collection, id);
    else this.#set.run(collection, id, version.number, version.writeId, text);
  }
}

function toStored(row: Row): Stored {
  return { id: row.id, version: toVersion(row), value: JSON.parse(row.value) };
}

function toVersion(row: VersionRow): Version {
  return { number: row.version, writeId: row.write_id };
}
