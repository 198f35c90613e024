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

  /** Returns once there may be a change after the cursor, or after a while. */
  async wait(text: string, connection: Connection, deadlineMs: number): Promise<void> {
    const cursor = parseCursor(text);
    if (cursor === null) return;
    const streams = this.#keys.slice(1);
    const ids = streams.map(() => `${cursor.number}-0`);
    const block = ["XREAD", "COUNT", "1", "BLOCK", String(BELL_MS), "STREAMS", ...streams, ...ids];
    await connection.send(block, { deadlineMs: BELL_MS + deadlineMs });
  }

  /**
   * Whether changes are missing. Each stream is trimmed by its own writes; so where both are read, one may lack what
   * the other is old enough to follow on. Together they have every number.
   */
  #isGap(cursor: Cursor, changes: readonly Change[], present: Cursor): boolean {
    const isEngineOnly = this.#keys.length === 2;
    if (isEngineOnly) return false;
    const from = Number(cursor.number);
    const end = Number(present.number);
    if (from < end - KEEP_CHANGES) return true;
    if (changes.length === 0) return from < end;
    return changes.some(({ version }, index) => version.number !== from + 1 + index);
  }
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
