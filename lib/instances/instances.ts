import { randomUUID } from "node:crypto";
import type { Store, Version } from "../stores/store.ts";
import { ALIVE_MS, FORGOTTEN_MS, type Heartbeat, readHeartbeat } from "./heartbeat.ts";
import type { OwnInstance } from "./own-instance.ts";

/** One process among those that share a store. */
export interface Instance extends Heartbeat {
  readonly name: string;
  /** Whether it had been seen within 15 s when the list was last read: while nobody can read it, nobody is gone. */
  readonly alive: boolean;
}

/** Who sees a circuit fail, of the instances that are alive. */
export interface Sightings {
  /** Instances that saw failures of it in the last 5 minutes. */
  readonly seeingFailures: number;
  /** Instances that called it in that time. */
  readonly calling: number;
  readonly alive: number;
  /** The one instance that saw failures; null where there are none or several. */
  readonly only: string | null;
}

/** The second of ten comes before the tenth. */
const byName = new Intl.Collator("en", { numeric: true });

interface Known {
  readonly name: string;
  readonly version: Version;
  readonly heartbeat: Heartbeat;
}

export interface InstancesOptions {
  readonly own: OwnInstance;
  /** Null where this process alone writes to the store: it is then the one instance. */
  readonly store: Store | null;
  /** Milliseconds since the epoch, by the store's clock where it is shared. */
  now(): number;
}

/** The instances that share a store, as they were last read; this process as it is now. */
export class Instances {
  readonly #own: OwnInstance;
  readonly #store: Store | null;
  readonly #now: () => number;
  #others: readonly Known[] = [];
  #readAt = Number.NEGATIVE_INFINITY;

  constructor({ own, store, now }: InstancesOptions) {
    this.#own = own;
    this.#store = store;
    this.#now = now;
  }

  get isShared(): boolean {
    return this.#store !== null;
  }

  /**
   * Reads the others anew.
   * @throws StoreError where it could not; what was known stays
   */
  async refresh(): Promise<void> {
    const stored = (await this.#store?.load("instances")) ?? [];
    this.#readAt = this.#now();
    this.#others = stored.flatMap((each) => {
      const heartbeat = readHeartbeat(each);
      if (heartbeat === null || each.id === this.#own.name) return [];
      return [{ name: each.id, version: each.version, heartbeat }];
    });
  }

  /** By name. */
  all(): readonly Instance[] {
    const own: Instance = { ...this.#own.heartbeat(), name: this.#own.name, alive: true };
    const others = this.#others.map(({ name, heartbeat }) => ({
      ...heartbeat,
      name,
      alive: this.#readAt - heartbeat.seen_at <= ALIVE_MS,
    }));
    return [own, ...others].sort((a, b) => byName.compare(a.name, b.name));
  }

  /** Which of those that are alive see a circuit fail; null where nobody else shares the store. */
  sightingsOf(circuit: string): Sightings | null {
    if (!this.isShared) return null;
    const alive = this.all().filter((instance) => instance.alive);
    const calling = alive.filter(({ circuits }) => callsOf(circuits, circuit)[0] > 0);
    const failing = calling.filter(({ circuits }) => callsOf(circuits, circuit)[1] > 0);
    return {
      seeingFailures: failing.length,
      calling: calling.length,
      alive: alive.length,
      only: failing.length === 1 ? (failing[0]?.name ?? null) : null,
    };
  }

  /**
   * Removes the entries that nobody has written for a day.
   * @throws StoreError where it could not
   */
  async removeForgotten(): Promise<void> {
    const forgotten = this.#others.filter(({ heartbeat }) => this.#now() - heartbeat.seen_at > FORGOTTEN_MS);
    for (const { name: id, version: expected } of forgotten) {
      const about = { collection: "instances", id, expected, next: null, events: [], writeId: randomUUID() } as const;
      // Whoever wrote to it meanwhile is back.
      await this.#store?.swap(about);
    }
  }
}

function callsOf(circuits: Heartbeat["circuits"], circuit: string): readonly [calls: number, failures: number] {
  return (Object.hasOwn(circuits, circuit) && circuits[circuit]) || [0, 0];
}
