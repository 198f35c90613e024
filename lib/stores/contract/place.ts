import type { Awaitable, Json, NewEvent, Store, Swap, SwapResult, Version } from "../store.ts";

/** Somewhere that stores keep things: a process's memory, a file, a server's key space. */
export interface Place {
  /**
   * A store on what the place holds. `now` (milliseconds since the epoch) is its clock, where it goes by its
   * process's; the real one if not given.
   */
  open(now?: () => number): Awaitable<Store>;
  /** Closes what is open and removes what is kept. */
  remove(): Awaitable<void>;
}

export type NewPlace = () => Awaitable<Place>;

let lastWriteId = 0;

export function newWriteId(): string {
  lastWriteId += 1;
  return `write-${lastWriteId}`;
}

/** A swap of the circuit `id` that nothing is known about, but for what is given. */
export function swapOf(id: string, given: Partial<Swap>): Swap {
  return { collection: "circuits", id, expected: null, next: {}, events: [], writeId: newWriteId(), ...given };
}

export function eventOf(given: Partial<NewEvent>): NewEvent {
  return {
    circuit: "external_api",
    kind: "opened",
    at: 1_000,
    actor: null,
    reason: null,
    instance: "one",
    details: {},
    ...given,
  };
}

/** Swaps that must be applied; the version that it made. */
export async function apply(store: Store, swap: Swap): Promise<Version> {
  return versionOf(await store.swap(swap));
}

/** Keeps a first value for the circuit `id`. */
export function create(store: Store, id: string, next: Json): Promise<Version> {
  return apply(store, swapOf(id, { next }));
}

export function versionOf(result: SwapResult): Version {
  if (result.status === "conflict") throw new Error(`A conflict with ${JSON.stringify(result.current)}`);
  return result.version;
}

/** The cursor of this moment. */
export async function presentCursor(store: Store): Promise<string> {
  return (await store.changes(null)).cursor;
}
