import { isUnder } from "../node-type.ts";
import type { EventPage, EventQuery, StoredEvent } from "../store.ts";
import type { Connection, Reply } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { readEvents } from "./scripts/read-events.ts";

/** How many entries of a stream one reply holds at most. */
const CHUNK = 500;

/** Where the events in question are, in the order of their ids. */
interface Source {
  /** A stream of events, or of their names: circuits or actors. */
  readonly key: string;
  /** Which names are meant; null where the stream is that of all events. */
  readonly isMeant: ((name: string) => boolean) | null;
}

interface Entry {
  readonly event: StoredEvent;
  /** The latest time of the events up to this one. */
  readonly latest: number;
}

/** An entry of a stream: its id, its fields and their values. */
type Raw = readonly [id: string, fields: readonly string[]];

/**
 * Finds events from the newest on: in the stream of all, or in those of node types or actors, chunk by chunk. It goes
 * on until the page is full, or no older event can match.
 */
export class History {
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #deadlineMs: number;

  constructor(connection: Connection, keys: Keys, deadlineMs: number) {
    this.#connection = connection;
    this.#keys = keys;
    this.#deadlineMs = deadlineMs;
  }

  async page(query: EventQuery): Promise<EventPage> {
    const found = await this.#newest(query, query.limit + 1);
    const events = found.slice(0, query.limit);
    return { events, nextBefore: found.length > events.length ? (events.at(-1)?.id ?? null) : null };
  }

  async #newest(query: EventQuery, limit: number): Promise<StoredEvent[]> {
    let found: StoredEvent[] = [];
    let floor = 0;
    for (const source of this.#sourcesFor(query)) {
      const more = await this.#find(source, query, floor, limit);
      found = [...found, ...more].sort((one, other) => other.id - one.id).slice(0, limit);
      if (found.length === limit) floor = found.at(-1)?.id ?? 0;
    }
    return found;
  }

  async #find(source: Source, query: EventQuery, floor: number, limit: number): Promise<StoredEvent[]> {
    const matches = matcher(query);
    const found: StoredEvent[] = [];
    let before = query.before;
    if (before !== undefined && before < 1) return found;
    for (let count = Math.min(limit, CHUNK); ; count = CHUNK) {
      const raw = await this.#raw(source.key, before, floor, count);
      for (const { event, latest } of await this.#entries(source, raw)) {
        if (query.since !== undefined && latest < query.since) return found;
        if (matches(event)) found.push(event);
        if (found.length === limit) return found;
      }
      if (raw.length < count) return found;
      before = numberOf(raw.at(-1)!);
    }
  }

  async #raw(key: string, before: number | undefined, floor: number, count: number): Promise<readonly Raw[]> {
    const from = before === undefined ? "+" : `(${Math.min(before, Number.MAX_SAFE_INTEGER)}-0`;
    const reply = await this.#send(["XREVRANGE", key, from, `(${floor}-0`, "COUNT", String(count)]);
    return reply as unknown as readonly Raw[];
  }

  /** The last one is there in any case: it tells how far back the chunk goes. */
  async #entries({ isMeant }: Source, raw: readonly Raw[]): Promise<readonly Entry[]> {
    if (isMeant === null) return raw.map(toEntry);
    const meant = raw.filter(([, [, name]], index) => index === raw.length - 1 || isMeant(name!));
    if (meant.length === 0) return [];
    const numbers = meant.map((each) => String(numberOf(each)));
    const [events] = await this.#connection.run(readEvents, [this.#keys.events], numbers, this.#deadlineMs);
    return (events as unknown as readonly Raw[]).map(toEntry);
  }

  #send(command: readonly string[]): Promise<Reply> {
    return this.#connection.send(command, { deadlineMs: this.#deadlineMs });
  }

  #sourcesFor({ circuits, nodeType, actor, kinds }: EventQuery): Source[] {
    if (kinds?.length === 0) return [];
    if (circuits !== undefined) {
      const meant = new Set(circuits.filter((circuit) => nodeType === undefined || isUnder(circuit, nodeType)));
      const types = new Set([...meant].map((circuit) => circuit.split("@", 1)[0]!));
      return [...types].map((type) => ({ key: this.#keys.eventsOf(type), isMeant: (name) => meant.has(name) }));
    }
    if (nodeType !== undefined) return [{ key: this.#keys.eventsOf(nodeType), isMeant: () => true }];
    if (actor !== undefined) return [{ key: this.#keys.acts, isMeant: (name) => name === actor }];
    return [{ key: this.#keys.events, isMeant: null }];
  }
}

function toEntry(raw: Raw): Entry {
  const [, json, , latest] = raw[1];
  return { event: { id: numberOf(raw), ...JSON.parse(json!) }, latest: Number(latest) };
}

function numberOf([id]: Raw): number {
  return Number.parseInt(id, 10);
}

function matcher(query: EventQuery): (event: StoredEvent) => boolean {
  const circuits = query.circuits && new Set(query.circuits);
  const kinds = query.kinds && new Set(query.kinds);
  const { nodeType, actor, since, until } = query;
  return (event) =>
    (since === undefined || event.at >= since) &&
    (until === undefined || event.at < until) &&
    (kinds === undefined || kinds.has(event.kind)) &&
    (actor === undefined || event.actor === actor) &&
    (circuits === undefined || (event.circuit !== null && circuits.has(event.circuit))) &&
    (nodeType === undefined || (event.circuit !== null && isUnder(event.circuit, nodeType)));
}
