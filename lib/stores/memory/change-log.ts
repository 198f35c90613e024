import { randomBytes } from "node:crypto";
import { formatCursor, parseCursor } from "../cursor.ts";
import { KEEP_CHANGES, KEEP_CHANGES_MS } from "../limits.ts";
import type { Change, Changes, Collection, Json } from "../store.ts";
import { copyOf } from "./copy.ts";

interface Entry {
  readonly collection: Collection;
  readonly id: string;
  readonly writeId: string;
  readonly value: Json;
  readonly at: number;
}

/**
 * The last writes in their order. Their numbers are the versions of what they wrote. Nothing is kept before the first
 * cursor is given out: nobody could go on from an earlier one.
 */
export class ChangeLog {
  readonly #incarnation = randomBytes(8).toString("hex");
  readonly #entries = new Map<number, Entry>();
  #isFollowed = false;
  #first = 1;
  #last = 0;

  /** The number of a write of `value`, which nobody changes any more. */
  add(collection: Collection, id: string, writeId: string, value: Json, at: number): number {
    this.#last += 1;
    if (this.#isFollowed) this.#keep({ collection, id, writeId, value, at });
    else this.#first = this.#last + 1;
    return this.#last;
  }

  after(cursor: string | null, limit: number): Changes {
    this.#isFollowed = true;
    const number = cursor === null ? this.#last : this.#numberOf(cursor);
    if (number === null) return { changes: [], cursor: this.#cursor(this.#last), trimmed: true };
    const end = Math.min(this.#last, number + limit);
    const changes: Change[] = [];
    for (let each = number + 1; each <= end; each++) changes.push(this.#change(each));
    return { changes, cursor: this.#cursor(end), trimmed: false };
  }

  #keep(entry: Entry): void {
    this.#entries.set(this.#last, entry);
    while (this.#isTooOld(this.#first, entry.at)) this.#entries.delete(this.#first++);
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
    const { collection, id, writeId, value } = this.#entries.get(number)!;
    return { cursor: this.#cursor(number), collection, id, version: { number, writeId }, value: copyOf(value) };
  }

  #cursor(number: number): string {
    return formatCursor({ incarnation: this.#incarnation, number });
  }
}
