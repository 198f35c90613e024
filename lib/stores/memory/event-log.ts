import { isUnder } from "../node-type.ts";
import type { EventPage, EventQuery, NewEvent, Retention, StoredEvent } from "../store.ts";

/** Events in the order in which they were written. */
export class EventLog {
  #events: StoredEvent[] = [];
  #lastId = 0;

  add(events: readonly NewEvent[]): void {
    for (const event of events) this.#events.push({ ...event, id: ++this.#lastId });
  }

  history(query: EventQuery): EventPage {
    const matches = matcher(query);
    const events: StoredEvent[] = [];
    for (let index = this.#events.length - 1; index >= 0; index--) {
      const event = this.#events[index]!;
      if (!matches(event)) continue;
      if (events.length === query.limit) return { events, nextBefore: events.at(-1)?.id ?? null };
      events.push(event);
    }
    return { events, nextBefore: null };
  }

  trim(retention: Retention, now: number): void {
    this.#events = this.#events.filter(
      (event) => event.at >= now - (event.actor === null ? retention.events : retention.acts),
    );
  }
}

function matcher(query: EventQuery): (event: StoredEvent) => boolean {
  const circuits = query.circuits && new Set(query.circuits);
  const kinds = query.kinds && new Set(query.kinds);
  const { nodeType, actor, before, since, until } = query;
  return (event) =>
    (before === undefined || event.id < before) &&
    (since === undefined || event.at >= since) &&
    (until === undefined || event.at < until) &&
    (kinds === undefined || kinds.has(event.kind)) &&
    (actor === undefined || event.actor === actor) &&
    (circuits === undefined || (event.circuit !== null && circuits.has(event.circuit))) &&
    (nodeType === undefined || (event.circuit !== null && isUnder(event.circuit, nodeType)));
}
