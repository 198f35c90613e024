import type { Instant, RevisedPolicy } from "../../breaker/index.ts";
import type { Change, Store, StoreError, Swap } from "../../stores/store.ts";
import type { CircuitHandle } from "../circuit-handle.ts";
import { callerCircuitId } from "../circuit-id.ts";
import { type RegisteredCircuit, Registry } from "../index.ts";
import type { Ledger } from "./ledger.ts";
import { must } from "./must.ts";
import { type Cut, Network, type Surrounding } from "./network.ts";
import type { Sabotage } from "./sabotage.ts";

export const NODE_TYPE = "api";
/** Milliseconds until a process asks again for what it could not read. */
const AGAIN_MS = 200;

/** What all processes of a history share. */
export interface World extends Omit<Surrounding, "sent" | "answered"> {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly policy: RevisedPolicy;
  readonly sabotage: Sabotage;
  /** Milliseconds that the next change takes to be told. */
  lag(): number;
  said(who: string, what: string, of?: unknown): void;
}

/** One life of one instance: a registry, its way to the store, and what it has been told of others' writes. */
export class Process {
  readonly name: string;
  readonly registry: Registry;
  readonly network: Network;
  isAlive = true;
  /** Whether it has loaded what is stored, and answers calls. */
  isUp = false;
  /** How often a circuit that had gone on alone became one with what the store holds. */
  merges = 0;
  readonly #world: World;
  readonly #skew: number;
  /** How many of the writes it has been told. */
  #told: number;
  #isTelling = false;
  #circuit: RegisteredCircuit | null = null;
  readonly #heard = new Map<string, Change>();
  readonly #cutOff = new Set<string>();

  constructor(name: string, world: World, skew: number) {
    this.name = name;
    this.#world = world;
    this.#skew = skew;
    const { time } = world;
    this.network = new Network(world.store, {
      ...world,
      sent: (swap: Swap) =>
        world.said(name, "sends", { id: swap.id, expected: swap.expected?.number, by: swap.writeId }),
      answered: (swap, how) => {
        world.said(name, `hears ${how}`, swap.writeId);
        // Both sides have gone on.
        if (how === "conflict" && this.registry.get(swap.id)?.isCutOff) {
          world.tally.merges += 1;
          this.merges += 1;
        }
      },
    });
    this.registry = new Registry({
      store: this.network,
      clock: { now: () => this.now() },
      timers: time.timersWhile(() => this.isAlive),
      instance: name,
      random: world.random.draw,
      onStore: (error: StoreError | null) => world.said(name, error === null ? "is back" : `is out: ${error.code}`),
    });
    this.#told = world.ledger.writes.length;
    void this.#start();
  }

  /** By its own clock. */
  now(): Instant {
    return this.#world.time.now() + this.#skew;
  }

  /** The circuit that a call of this credential needs. */
  handle(credential: number): CircuitHandle {
    const callers = this.registry.callersOf(this.#circuit!, this.#world.policy);
    return callers?.of("w", `k${credential}`) ?? this.#circuit!;
  }

  idOf(credential: number): string {
    if (this.#world.policy.scope === "global") return NODE_TYPE;
    return callerCircuitId(NODE_TYPE, { workspace: "w", credential: `k${credential}` });
  }

  die(): void {
    this.isAlive = false;
    this.isUp = false;
    this.network.isDead = true;
    this.registry.close();
  }

  cutOff(how: Cut): void {
    this.network.cut = how;
  }

  /** The way is free again. What was written meanwhile is told, or so much that all is loaded anew. */
  joined(isTrimmed: boolean): void {
    this.network.cut = null;
    this.registry.storeFound();
    if (isTrimmed && this.isUp && !this.#isTelling) void this.#resync();
    else this.wrote();
  }

  /** Somebody has written: it will be told. */
  wrote(): void {
    if (this.#isTelling || !this.isUp || this.network.cut !== null) return;
    this.#isTelling = true;
    this.#world.time.in(this.#world.lag(), () => this.#tell());
  }

  /** What it knows is no older than what it was told. */
  look(): void {
    if (!this.isAlive) return;
    for (const circuit of this.registry.all()) {
      if (circuit.isCutOff !== this.#cutOff.has(circuit.id)) this.#turned(circuit);
      const heard = this.#heard.get(circuit.id);
      if (heard === undefined || heard.value === null || circuit.isCutOff || this.network.isWaiting(circuit.id))
        continue;
      const known = circuit.confirmed.version?.number ?? 0;
      must(known >= heard.version.number, `${this.name} was told of ${heard.version.number} and shows ${known}`);
    }
  }

  #turned({ id, isCutOff }: RegisteredCircuit): void {
    if (isCutOff) {
      this.#cutOff.add(id);
      this.#world.tally.forks += 1;
    } else this.#cutOff.delete(id);
    this.#world.said(this.name, isCutOff ? "goes on alone" : "has rejoined", id);
  }

  async #start(): Promise<void> {
    try {
      await this.registry.load();
    } catch {
      this.#again(() => this.#start());
      return;
    }
    this.#circuit = this.registry.register(NODE_TYPE, this.#world.policy);
    this.registry.callersOf(this.#circuit, this.#world.policy);
    this.isUp = true;
    this.#world.said(this.name, "is up");
    this.wrote();
  }

  async #resync(): Promise<void> {
    this.#isTelling = true;
    this.#world.tally.resyncs += 1;
    const { writes } = this.#world.ledger;
    const upTo = writes.length;
    try {
      await this.registry.resync();
    } catch {
      this.#again(() => this.#resync());
      return;
    }
    for (const change of writes.slice(this.#told, upTo)) this.#heard.set(change.id, change);
    this.#told = upTo;
    this.#isTelling = false;
    this.#world.said(this.name, "has loaded all anew");
    this.wrote();
  }

  #again(what: () => Promise<void>): void {
    if (this.isAlive) this.#world.time.in(AGAIN_MS, () => this.isAlive && void what());
  }

  #tell(): void {
    this.#isTelling = false;
    if (!this.isAlive || this.network.cut !== null) return;
    const { writes } = this.#world.ledger;
    const upTo = this.#world.random.chance(0.7) ? writes.length : Math.min(this.#told + 1, writes.length);
    for (; this.#told < upTo; this.#told += 1) {
      const change = writes[this.#told]!;
      this.#heard.set(change.id, change);
      this.#world.said(this.name, "follows", change.version.number);
      if (!this.#world.sabotage.withholds?.(change)) this.registry.follow(change);
    }
    if (this.#told < writes.length) this.wrote();
  }
}
