import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { isUnder } from "../node-type.ts";
import type { EventQuery } from "../store.ts";

/** Where an index holds the events in question, in the order of their ids. */
interface Seek {
  readonly column: "circuit" | "node_type" | "actor" | "kind";
  readonly value: string;
}

/**
 * Finds events without reading those that are not asked for: the most selective filter is looked up in its index,
 * once for each of its values, newest first, and the finds are merged. So a page costs the same in a long log.
 */
export class History {
  readonly #connection: DatabaseSync;
  readonly #firstSince: StatementSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
    this.#firstSince = connection.prepare("SELECT min(id) AS id FROM events INDEXED BY events_at WHERE at >= ?");
  }

  /** Ids of the newest events that match, newest first, at most `limit`. */
  newest(query: EventQuery, limit: number): number[] {
    let found: number[] = [];
    let floor = query.since === undefined ? 0 : this.#lastBefore(query.since);
    for (const seek of seeksFor(query)) {
      found = [...found, ...this.#find(seek, query, floor, limit)].sort((a, b) => b - a).slice(0, limit);
      if (found.length === limit) floor = found.at(-1) ?? 0;
    }
    return found;
  }

  /**
   * An id below those of all events since a time. The order of ids is nearly that of time, so this is close, and
   * spares the search of an old log for a few young events.
   */
  #lastBefore(since: number): number {
    const first = this.#firstSince.get(since)?.id ?? Number.MAX_SAFE_INTEGER;
    return Number(first) - 1;
  }

  #find(seek: Seek | null, query: EventQuery, floor: number, limit: number): number[] {
    const conditions = ["id > ?", "id < ?"];
    const values: SQLInputValue[] = [floor, query.before ?? Number.MAX_SAFE_INTEGER];
    const filter = (condition: string, ...operands: SQLInputValue[]) => {
      conditions.push(condition);
      values.push(...operands);
    };
    if (seek !== null) filter(`${seek.column} = ?`, seek.value);
    if (query.actor !== undefined && seek?.column !== "actor") filter("actor = ?", query.actor);
    if (query.kinds !== undefined && seek?.column !== "kind")
      filter("kind IN (SELECT value FROM json_each(?))", JSON.stringify(query.kinds));
    if (query.since !== undefined) filter("at >= ?", query.since);
    if (query.until !== undefined) filter("at < ?", query.until);

    const index = seek === null ? "NOT INDEXED" : `INDEXED BY events_${seek.column}`;
    const where = conditions.join(" AND ");
    const statement = this.#prepare(`SELECT id FROM events ${index} WHERE ${where} ORDER BY id DESC LIMIT ?`);
    return statement.all(...values, limit).map((row) => Number(row.id));
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Null stands for the whole log. */
function seeksFor(query: EventQuery): readonly (Seek | null)[] {
  const { circuits, nodeType, actor, kinds } = query;
  const each = (column: Seek["column"], values: readonly string[]) =>
    [...new Set(values)].map((value): Seek => ({ column, value }));
  if (circuits !== undefined)
    return each(
      "circuit",
      circuits.filter((circuit) => nodeType === undefined || isUnder(circuit, nodeType)),
    );
  if (nodeType !== undefined) return each("node_type", [nodeType]);
  if (actor !== undefined) return each("actor", [actor]);
  if (kinds !== undefined) return each("kind", kinds);
  return [null];
}
