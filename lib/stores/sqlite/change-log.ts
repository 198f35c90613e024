import type { DatabaseSync, StatementSync } from "node:sqlite";
import { formatCursor, parseCursor } from "../cursor.ts";
import { KEEP_CHANGES, KEEP_CHANGES_MS } from "../limits.ts";
import type { Change, Changes, Collection, Swap } from "../store.ts";

/** How many of the oldest each write looks at to drop: more than one, so that the table shrinks after a rush. */
const DROP_AT_ONCE = 2;

interface Row {
  readonly number: number;
  readonly collection: Collection;
  readonly id: string;
  readonly write_id: string;
  readonly value: string | null;
}

/** The last writes in their order, those of other processes too. */
export class ChangeLog {
  readonly #incarnation: string;
  readonly #add: StatementSync;
  readonly #drop: StatementSync;
  readonly #last: StatementSync;
  readonly #after: StatementSync;

  constructor(connection: DatabaseSync) {
    this.#incarnation = String(connection.prepare("SELECT incarnation FROM identity").get()?.incarnation);
    this.#add = connection.prepare(
      "INSERT INTO changes (collection, id, write_id, value, at) VALUES (?, ?, ?, ?, ?) RETURNING number",
    );
    this.#drop = connection.prepare(`
      DELETE FROM changes
      WHERE number IN (SELECT number FROM changes ORDER BY number LIMIT ${DROP_AT_ONCE}) AND (number <= ? OR at < ?)
    `);
    this.#last = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'changes'");
    this.#after = connection.prepare(
      "SELECT number, collection, id, write_id, value FROM changes WHERE number > ? ORDER BY number LIMIT ?",
    );
  }

  /** The number of the write. */
  add(swap: Swap, text: string | null, now: number): number {
    const number = Number(this.#add.get(swap.collection, swap.id, swap.writeId, text, now)?.number);
    this.#drop.run(number - KEEP_CHANGES, now - KEEP_CHANGES_MS);
    return number;
  }

  after(cursor: string | null, limit: number): Changes {
    // Asked for before the changes: what another process writes in between can then only be told twice, never be missed.
    const last = Number(this.#last.get()?.seq ?? 0);
    if (cursor === null) return this.#nothing(last, false);
    const number = this.#numberOf(cursor);
    if (number === null || number > last) return this.#nothing(last, true);

    const rows = this.#after.all(number, limit) as unknown as Row[];
    const isGap = rows.length === 0 ? number < last && limit > 0 : rows[0]!.number > number + 1;
    if (isGap) return this.#nothing(last, true);
    return { changes: rows.map(this.#change), cursor: this.#cursor(rows.at(-1)?.number ?? number), trimmed: false };
  }

  #numberOf(text: string): number | null {
    const cursor = parseCursor(text);
    return cursor?.incarnation === this.#incarnation ? cursor.number : null;
  }

  readonly #change = ({ number, collection, id, write_id, value }: Row): Change => ({
    cursor: this.#cursor(number),
    collection,
    id,
    version: { number, writeId: write_id },
    value: value === null ? null : JSON.parse(value),
  });

  #nothing(last: number, trimmed: boolean): Changes {
    return { changes: [], cursor: this.#cursor(last), trimmed };
  }

  #cursor(number: number): string {
    return formatCursor({ incarnation: this.#incarnation, number });
  }
}
