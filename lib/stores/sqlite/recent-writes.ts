import type { DatabaseSync, StatementSync } from "node:sqlite";
import { REMEMBER_WRITES_MS } from "../limits.ts";
import type { Swap, Version } from "../store.ts";

/** How many of the oldest each write looks at to forget: more than one, so that the table shrinks after a rush. */
const FORGET_AT_ONCE = 2;

/** A time that is far ahead is that of a clock which was put back since: kept, it would never become old. */
const IS_RECENT = `(abs(at - ?) <= ${REMEMBER_WRITES_MS})`;

/** The swaps of the last 10 minutes, so that a repeat is known as one. */
export class RecentWrites {
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #forget: StatementSync;

  constructor(connection: DatabaseSync) {
    this.#find = connection.prepare(
      `SELECT version FROM writes WHERE write_id = ? AND collection = ? AND id = ? AND ${IS_RECENT} ORDER BY version DESC`,
    );
    this.#add = connection.prepare("INSERT INTO writes (version, write_id, collection, id, at) VALUES (?, ?, ?, ?, ?)");
    this.#forget = connection.prepare(`
      DELETE FROM writes
      WHERE version IN (SELECT version FROM writes ORDER BY version LIMIT ${FORGET_AT_ONCE}) AND NOT ${IS_RECENT}
    `);
  }

  /** The version that this swap made before; undefined where it is no repeat. */
  find(swap: Swap, now: number): Version | undefined {
    const row = this.#find.get(swap.writeId, swap.collection, swap.id, now);
    return row === undefined ? undefined : { number: Number(row.version), writeId: swap.writeId };
  }

  add(swap: Swap, version: Version, now: number): void {
    this.#add.run(version.number, swap.writeId, swap.collection, swap.id, now);
    this.#forget.run(now);
  }
}
