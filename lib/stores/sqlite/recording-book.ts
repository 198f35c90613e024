import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Recording } from "../store.ts";

/** How many rows one call removes at most, so that a large backlog does not hold the process up. */
const TRIM_AT_ONCE = 5_000;

/** Recorded seconds by circuit and minute. */
export class RecordingBook {
  readonly #add: StatementSync;
  readonly #since: StatementSync;
  readonly #overfull: StatementSync;
  readonly #trim: StatementSync;

  constructor(connection: DatabaseSync) {
    this.#add = connection.prepare(`
      INSERT INTO minute_recordings (circuit, minute, seconds) VALUES (?, ?, ?)
      ON CONFLICT (circuit, minute) DO UPDATE SET seconds = seconds || excluded.seconds
    `);
    this.#since = connection.prepare(`
      SELECT circuit, minute, seconds FROM minute_recordings WHERE circuit = ? AND minute >= ? ORDER BY minute
    `);
    this.#overfull = connection.prepare("SELECT minute FROM minute_recordings ORDER BY minute DESC LIMIT 1 OFFSET ?");
    this.#trim = connection.prepare(`
      DELETE FROM minute_recordings WHERE rowid IN (
        SELECT rowid FROM minute_recordings WHERE minute < ? ORDER BY minute LIMIT ${TRIM_AT_ONCE}
      )
    `);
  }

  add({ circuit, minute, seconds }: Recording): void {
    this.#add.run(circuit, minute, seconds);
  }

  /** Oldest first. */
  since(circuit: string, minute: number): Recording[] {
    const rows = this.#since.all(circuit, minute) as unknown as Recording[];
    return rows.map(({ seconds, ...row }) => ({ circuit: row.circuit, minute: row.minute, seconds }));
  }

  /** Drops what is older than `before`, and whole minutes beyond `most` recordings. */
  trim(before: number, most: number): void {
    // The last one that may be kept: what is older than its minute is too much.
    const oldest = this.#overfull.get(Math.max(0, most - 1))?.minute;
    this.#trim.run(Math.max(before, typeof oldest === "number" ? oldest : before));
  }
}
