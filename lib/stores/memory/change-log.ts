import { randomBytes } from "node:crypto";
import { formatCursor, parseCursor } from "../cursor.ts";
import { KEEP_CHANGES, KEEP_CHANGES_MS } from "../limits.ts";
import type { Change, Changes, Collection, Json } from "../store.ts";

interface Entry {
  readonly collection: Collection;
  readonly id: string;
  readonly writeId: string;
  readonly text: string | null;
  readonly at: number;
}

/** The last writes in their order. Their numbers are the versions of what they wrote. */
export class ChangeLog {
  readonly #incarnation = randomBytes(8).toString("hex");
  readonly #entries = new Map<number, Entry>();
  #first = 1;
  #last = 0;

  /** The number of the write. */
  add(entry: Entry): number {
    this.#last += 1;
    this.#entries.set(this.#last, entry);
    while (this.#isTooOld(this.#first, entry.at)) this.#entries.delete(this.#first++);
    return this.#last;
  }

  after(cursor: string | null, limit: number): Changes {
    const number = cursor === null ? this.#last : this.#numberOf(cursor);
    if (number === null) return { changes: [], cursor: this.#cursor(this.#last), trimmed: true };
    const end = Math.min(this.#last, number + limit);
    const changes: Change[] = [];
    for (let each = number + 1; each <= end; each++) changes.push(this.#change(each));
    return { changes, cursor: this.#cursor(end), trimmed: false };
  }

  #isTooOld(number: number, now: number): boolean {
    if (number === this.#last) return false;
    return number <= this.#last - KEEP_CHANGES || this.#entries.get(number)!.at < now - KEEP_CHANGES_MS;
  }

  /** The number of a cursor from which one can go on; null where one cannot. */
  #numberOf(text: string): number | null {
    const cursor = parseCursor(text);
    if (cursor === null || cursor.incarnation !== this.#incarnation) return null;
    return cursor.number >= this.#first - 1 && cursor.number <= this.#last ? cursor.number : null;
  }

  #change(number: number): Change {
    const { collection, id, writeId, text } = this.#entries.get(number)!;
    const value: Json = text === null ? null : JSON.parse(text);
    return { cursor: this.#cursor(number), collection, id, version: { number, writeId }, value };
  }

  #cursor(number: number): string {
    return formatCursor({ incarnation: this.#incarnation, number });
  }
}
