import type { NewEvent, Retention } from "../store.ts";
import type { Connection } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { append } from "./scripts/append-events.ts";
import { dropEvents } from "./scripts/drop-events.ts";

/** How many events one script writes or removes, so that it keeps nobody waiting. */
export const EVENTS_AT_ONCE = 250;
/** How many chunks of each sort one call removes at most. */
const CHUNKS_PER_TRIM = 20;

/** Events as scripts take them. */
interface EventArguments {
  readonly keys: readonly string[];
  readonly args: readonly string[];
}

/** The keys and arguments of `append_events`. A mistake of the caller is thrown here. */
export function toEventArguments(keys: Keys, events: readonly NewEvent[]): EventArguments {
  const types = new Map<string, string>();
  const args = events.flatMap((event) => {
    const { circuit, at, actor } = event;
    if (!Number.isFinite(at)) throw new TypeError(`The time of an event is ${at}`);
    const sort = actor === null ? "event" : "act";
    return [JSON.stringify(toPlain(event)), String(at), sort, actor ?? "", circuit ?? "", placeOf(types, circuit)];
  });
  const indexes = [...types.keys()].map((type) => keys.eventsOf(type));
  return { keys: [keys.events, keys.eventsByTime, keys.actsByTime, keys.acts, ...indexes], args };
}

/** The place of a circuit's node type among those of the call, from 1 on; 0 where it has none. */
function placeOf(types: Map<string, string>, circuit: string | null): string {
  if (circuit === null || circuit === "") return "0";
  const type = circuit.split("@", 1)[0]!;
  const place = types.get(type) ?? String(types.size + 1);
  types.set(type, place);
  return place;
}

/** Nothing but what an event consists of. */
function toPlain({ circuit, kind, at, actor, reason, instance, details }: NewEvent): NewEvent {
  return { circuit, kind, at, actor, reason, instance, details };
}

/** Events in the order in which they were written. */
export class EventLog {
  readonly #connection: Connection;
  readonly #keys: Keys;

  constructor(connection: Connection, keys: Keys) {
    this.#connection = connection;
    this.#keys = keys;
  }

  /** False where what events are numbered by is not there yet; nothing was written then. */
  async append(chunk: readonly NewEvent[]): Promise<boolean> {
    const { keys, args } = toEventArguments(this.#keys, chunk);
    const [status] = await this.#connection.run(append, [this.#keys.meta, ...keys], args);
    return status !== "unborn";
  }

  async trim(retention: Retention, now: number): Promise<void> {
    await this.#trim(this.#keys.eventsByTime, now - retention.events);
    await this.#trim(this.#keys.actsByTime, now - retention.acts);
  }

  async #trim(byTime: string, before: number): Promise<void> {
    for (let chunk = 0; chunk < CHUNKS_PER_TRIM; chunk++) {
      const range = ["ZRANGE", byTime, "-inf", `(${before}`, "BYSCORE", "LIMIT", "0", String(EVENTS_AT_ONCE)];
      const names = (await this.#connection.send(range)) as readonly string[];
      if (names.length > 0) await this.#drop(byTime, names);
      if (names.length < EVENTS_AT_ONCE) return;
    }
  }

  /** Events by their names: a number, a blank, and the node type or nothing. */
  async #drop(byTime: string, names: readonly string[]): Promise<void> {
    const types = new Map<string, string>();
    const args = names.flatMap((name) => {
      const blank = name.indexOf(" ");
      return [name, name.slice(0, blank), placeOf(types, name.slice(blank + 1))];
    });
    const indexes = [...types.keys()].map((type) => this.#keys.eventsOf(type));
    await this.#connection.run(dropEvents, [this.#keys.events, byTime, this.#keys.acts, ...indexes], args);
  }
}
