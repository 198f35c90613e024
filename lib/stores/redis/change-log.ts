import { randomBytes } from "node:crypto";
import { KEEP_CHANGES } from "../limits.ts";
import type { Change, Changes, Collection } from "../store.ts";
import type { Connection, Reply } from "./connection.ts";
import { type Cursor, formatCursor, parseCursor } from "./cursor.ts";
import type { Keys, Scope } from "./keys.ts";
import { begin } from "./scripts/begin.ts";
import { changes as changesScript } from "./scripts/changes.ts";

/** How many changes one reply holds at most, so that it stays small where values are large. */
const PAGE = 250;
/** How long the server is asked to wait for a change, in milliseconds. In between, its time is asked for. */
const BELL_MS = 1_000;

/** An entry of a stream: its id, its fields and their values. */
type Entry = readonly [id: string, fields: readonly string[]];

/** The last writes in their order, of both scopes where the store may read both. */
export class ChangeLog {
  readonly #connection: Connection;
  readonly #keys: readonly string[];
  readonly #beginKeys: readonly string[];

  constructor(connection: Connection, keys: Keys, scope: Scope) {
    this.#connection = connection;
    const panel = scope === "panel" ? [keys.changes("panel")] : [];
    this.#keys = [keys.meta, keys.changes("engine"), ...panel];
    this.#beginKeys = [keys.meta, keys.changes("engine"), keys.events, ...panel];
  }

  /** Makes what writes are numbered by, unless somebody has. */
  async begin(): Promise<void> {
    await this.#connection.run(begin, this.#beginKeys, [randomBytes(8).toString("hex")]);
  }

  async after(text: string | null, limit: number, connection = this.#connection): Promise<Changes> {
    const cursor = text === null ? null : parseCursor(text);
    const most = Math.min(limit, PAGE);
    const place = [cursor?.incarnation ?? "", cursor?.number ?? "0", cursor?.writer ?? "", String(most)];
    const [status, incarnation, last, ...streams] = await connection.run(changesScript, this.#keys, place);
    if (status === "unborn") {
      await this.begin();
      return this.after(text, limit, connection);
    }
    const present = toCursor(String(incarnation), String(last));
    if (text === null) return nothing(present, false);
    if (cursor === null || status === "unknown") return nothing(present, true);
    const changes = merge(streams as unknown as readonly (readonly Entry[])[], most).map((entry) =>
      toChange(cursor, entry),
    );
    if (this.#isGap(cursor, changes, present)) return nothing(present, true);
    return { changes, cursor: changes.at(-1)?.cursor ?? text, trimmed: false };
  }

  /**
   * The changes after a cursor which a moment ago was the present one, once there are some. Null where there are none for
   * a while, or where some may be missing: then `after` tells.
   */
  async wait(text: string, connection: Connection, deadlineMs: number): Promise<Changes | null> {
    const cursor = parseCursor(text);
    if (cursor === null) return null;
    const streams = this.#keys.slice(1);
    const ids = streams.map(() => `${cursor.number}-0`);
    const block = ["XREAD", "COUNT", String(PAGE), "BLOCK", String(BELL_MS), "STREAMS", ...streams, ...ids];
    const [reply, isPlaceThere] = await Promise.all([
      connection.send(block, { deadlineMs: BELL_MS + deadlineMs }),
      // Sent along, answered after the wait: it costs no time.
      this.#isThere(cursor, connection, BELL_MS + deadlineMs),
    ]);
    if (reply === null || !isPlaceThere) return null;
    const lists = (reply as unknown as readonly [stream: string, entries: readonly Entry[]][]).map(([, list]) => list);
    const changes = merge(lists, PAGE).map((entry) => toChange(cursor, entry));
    return this.#areAll(cursor, changes) ? { changes, cursor: changes.at(-1)!.cursor, trimmed: false } : null;
  }

  /** Whether nothing after a cursor has been trimmed: its own entry would have gone first. */
  async #isThere({ number }: Cursor, connection: Connection, deadlineMs: number): Promise<boolean> {
    if (!this.#isEngineOnly) return true;
    const id = `${number}-0`;
    const entries = await connection.send(["XRANGE", this.#keys[1]!, id, id], { deadlineMs });
    return (entries as unknown as readonly Entry[]).length > 0;
  }

  /**
   * Whether no change is missing among those after a cursor that was the present one. Where the numbers of both scopes
   * can be seen they tell; where they cannot, the place of the cursor does. A beginning is no change: the server has lost
   * all that was before it.
   */
  #areAll(cursor: Cursor, changes: readonly Change[]): boolean {
    if (changes.some(({ collection }) => (collection as string) === "")) return false;
    return this.#isEngineOnly || areConsecutive(cursor, changes);
  }

  /**
   * Whether changes are missing. Each stream is trimmed by its own writes; so where both are read, one may lack what
   * the other is old enough to follow on. Together they have every number.
   */
  #isGap(cursor: Cursor, changes: readonly Change[], present: Cursor): boolean {
    if (this.#isEngineOnly) return false;
    const from = Number(cursor.number);
    const end = Number(present.number);
    if (from < end - KEEP_CHANGES) return true;
    if (changes.length === 0) return from < end;
    return !areConsecutive(cursor, changes);
  }

  get #isEngineOnly(): boolean {
    return this.#keys.length === 2;
  }
}

function areConsecutive(cursor: Cursor, changes: readonly Change[]): boolean {
  const from = Number(cursor.number);
  return changes.every(({ version }, index) => version.number === from + 1 + index);
}

function merge(streams: readonly (readonly Entry[])[], most: number): Entry[] {
  const entries = streams.flat();
  if (streams.length > 1) entries.sort((one, other) => numberOf(one) - numberOf(other));
  return entries.slice(0, most);
}

function numberOf([id]: Entry): number {
  return Number.parseInt(id, 10);
}

function toChange({ incarnation }: Cursor, [id, fields]: Entry): Change {
  const [, writer, , collection, , valueId, , json] = fields as string[];
  const number = Number.parseInt(id, 10);
  return {
    cursor: formatCursor({ incarnation, number: String(number), writer: writer! }),
    collection: collection as Collection,
    id: valueId!,
    version: { number, writeId: decodeURIComponent(writer!) },
    value: json === "" ? null : JSON.parse(json!),
  };
}

function toCursor(incarnation: string, last: Reply & string): Cursor {
  const [number, writer] = last.split(" ");
  return { incarnation, number: number!, writer: writer ?? "" };
}

function nothing(present: Cursor, trimmed: boolean): Changes {
  return { changes: [], cursor: formatCursor(present), trimmed };
}
