import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { NewEvent, Retention, StoredEvent } from "../store.ts";

/** How many events of each sort one call removes at most, so that a large backlog does not hold the process up. */
const TRIM_AT_ONCE = 5_000;

/** An event as the table takes it. */
type EventRow = readonly [
  at: number,
  kind: string,
  circuit: string | null,
  actor: string | null,
  reason: string | null,
  instance: string,
  details: string,
];

interface Row {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly circuit: string | null;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly instance: string;
  readonly details: string;
}

export function toEventRow(event: NewEvent): EventRow {
  const { at, kind, circuit, actor, reason, instance, details } = event;
  return [at, kind, circuit, actor, reason, instance, JSON.stringify(details)];
}

/** Events in the order in which they were written. */
export class EventLog {
  readonly #add: StatementSync;
  readonly #byIds: StatementSync;
  readonly #trimEvents: StatementSync;
  readonly #trimActs: StatementSync;

  constructor(connection: DatabaseSync) {
    this.#add = connection.prepare(
      "INSERT INTO events (at, kind, circuit, actor, reason, instance, details) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#byIds = connection.prepare(`
      SELECT id, at, kind, circuit, actor, reason, instance, details FROM events
      WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC
    `);
    const trim = (sort: string) =>
      connection.prepare(`
        DELETE FROM events WHERE id IN (
          SELECT id FROM events INDEXED BY events_at WHERE at < ? AND ${sort} ORDER BY at LIMIT ${TRIM_AT_ONCE}
        )
      `);
    this.#trimEvents = trim("actor IS NULL");
    this.#trimActs = trim("actor IS NOT NULL");
  }

  add(rows: readonly EventRow[]): void {
    for (const row of rows) this.#add.run(...row);
  }

  /** The events with these ids, newest first. */
  byIds(ids: readonly number[]): StoredEvent[] {
    return (this.#byIds.all(JSON.stringify(ids)) as unknown as Row[]).map(toStoredEvent);
  }

  trim(retention: Retention, now: number): void {
    this.#trimEvents.run(now - retention.events);
    this.#trimActs.run(now - retention.acts);
  }
}

function toStoredEvent({ id, circuit, kind, at, actor, reason, instance, details }: Row): StoredEvent {
  return { id, circuit, kind, at, actor, reason, instance, details: JSON.parse(details) };
}
