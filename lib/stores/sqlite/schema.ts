import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../store.ts";

/**
 * One step for each version of the schema; a database remembers in `user_version` how many it has taken. A step that
 * was released is never changed: what is to be different is a new one.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE identity (incarnation TEXT NOT NULL) STRICT;
  INSERT INTO identity VALUES (lower(hex(randomblob(8))));

  CREATE TABLE register (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    write_id TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (collection, id)
  ) STRICT;

  -- The number of a change is the version of what it wrote. AUTOINCREMENT: never given again, whatever is deleted.
  CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    write_id TEXT NOT NULL,
    value TEXT,
    at REAL NOT NULL
  ) STRICT;

  CREATE TABLE writes (
    version INTEGER PRIMARY KEY,
    write_id TEXT NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    at REAL NOT NULL
  ) STRICT;
  CREATE INDEX writes_write_id ON writes (write_id);

  CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    circuit TEXT,
    actor TEXT,
    reason TEXT,
    instance TEXT NOT NULL,
    details TEXT NOT NULL,
    node_type TEXT GENERATED ALWAYS AS (substr(circuit, 1, instr(circuit || '@', '@') - 1)) VIRTUAL
  ) STRICT;
  CREATE INDEX events_at ON events (at);
  CREATE INDEX events_kind ON events (kind);
  CREATE INDEX events_circuit ON events (circuit);
  CREATE INDEX events_node_type ON events (node_type);
  CREATE INDEX events_actor ON events (actor) WHERE actor IS NOT NULL;

  CREATE TABLE minute_counts (
    circuit TEXT NOT NULL,
    minute INTEGER NOT NULL,
    successes INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    ignored INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    latency TEXT NOT NULL,
    PRIMARY KEY (circuit, minute)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX minute_counts_minute ON minute_counts (minute);
  `,
  `
  CREATE TABLE minute_recordings (
    circuit TEXT NOT NULL,
    minute INTEGER NOT NULL,
    seconds TEXT NOT NULL,
    UNIQUE (circuit, minute)
  ) STRICT;
  CREATE INDEX minute_recordings_minute ON minute_recordings (minute);
  `,
];

/** Brings a database to the newest schema. One that a newer release has written is refused and left as it is. */
export function migrate(connection: DatabaseSync, file: string): void {
  if (schemaVersion(connection) === MIGRATIONS.length) return;
  connection.exec("BEGIN IMMEDIATE");
  try {
    const version = schemaVersion(connection);
    if (version > MIGRATIONS.length) throw tooNewError(file, version);
    for (const step of MIGRATIONS.slice(version)) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function schemaVersion(connection: DatabaseSync): number {
  return Number(connection.prepare("PRAGMA user_version").get()?.user_version);
}

function tooNewError(file: string, version: number): StoreError {
  const message = `The database ${file} has schema ${version}, and this release knows ${MIGRATIONS.length}: run the release that wrote it`;
  return new StoreError("unavailable", message);
}
