import type { Collection, PanelCollection } from "../store.ts";

/** What a store works on: all there is, or only what whoever runs the engine needs. */
export type Scope = "panel" | "engine";

const PANEL: ReadonlySet<Collection> = new Set<PanelCollection>(["users", "tokens", "secrets"]);

/** Whose collection it is. */
export function scopeOf(collection: Collection): Scope {
  return PANEL.has(collection) ? "panel" : "engine";
}

/**
 * The names of all keys. They share a hash tag, so that a cluster keeps them together and a script may touch them all.
 * What only panels may read lies under a prefix of its own, which access rules can name.
 */
export class Keys {
  readonly #prefix: string;

  constructor(prefix: string) {
    if (!/\{[^{}]+\}/.test(prefix)) throw new TypeError(`The prefix ${prefix} holds no hash tag, such as {bp}`);
    this.#prefix = prefix;
  }

  /** Hash: the incarnation, the counters, the last changes, and the numbers at which minutes began. */
  get meta(): string {
    return this.#engine("meta");
  }

  get probe(): string {
    return this.#engine("probe");
  }

  /** Hash: value by id. */
  collection(collection: Collection): string {
    return `${this.#prefix}:${scopeOf(collection)}:values:${collection}`;
  }

  /** Stream: the last writes by number. */
  changes(scope: Scope): string {
    return `${this.#prefix}:${scope}:changes`;
  }

  /** Text: the number that a write was given. `digest` stands for what it wrote. */
  write(scope: Scope, digest: string): string {
    return `${this.#prefix}:${scope}:write:${digest}`;
  }

  /** Stream: the events by number. */
  get events(): string {
    return this.#engine("events");
  }

  /** Sorted set: the numbers of the events that nobody caused, by their time. */
  get eventsByTime(): string {
    return this.#engine("events:by-time");
  }

  /** Sorted set: the numbers of people's acts, by their time. */
  get actsByTime(): string {
    return this.#engine("acts:by-time");
  }

  /** Stream: the actors of people's acts, by number. */
  get acts(): string {
    return this.#engine("acts");
  }

  /** Stream: the circuits of a node type's events, by number. */
  eventsOf(nodeType: string): string {
    return this.#engine(`events:of:${nodeType}`);
  }

  /** Sorted set: the hours of which there are counts. */
  get hours(): string {
    return this.#engine("counts");
  }

  /** Set: the circuits that were counted in an hour. */
  circuitsIn(hour: number): string {
    return this.#engine(`counts:${hour}`);
  }

  /** Hash: the counts of a circuit in an hour, by minute. */
  counts(hour: number, circuit: string): string {
    return this.#engine(`counts:${hour}:${circuit}`);
  }

  /** Sorted set: minutes and circuits that were recorded, by minute. */
  get recorded(): string {
    return this.#engine("recordings");
  }

  /** Hash: what was recorded of a circuit, by minute. */
  recordings(circuit: string): string {
    return this.#engine(`recordings:${circuit}`);
  }

  #engine(name: string): string {
    return `${this.#prefix}:engine:${name}`;
  }
}
