import { type Circuit, type CircuitEvent, type Instant, newCircuit, type RevisedPolicy } from "../breaker/index.ts";
import { type Awaitable, type Change, type Store, type Stored, StoreError } from "../stores/store.ts";
import { isSameVersion } from "../stores/version.ts";
import { nodeTypeOf } from "./circuit-id.ts";
import { type Clock, systemClock } from "./clock.ts";
import { withDeadline } from "./deadline.ts";
import { Deadlines } from "./deadlines.ts";
import { Dormant } from "./dormant.ts";
import { type Keeper, NestedCircuits } from "./nested-circuits.ts";
import { RegisteredCircuit } from "./registered-circuit.ts";
import type { Confirmed, SharedCircuit, Surroundings } from "./shared-circuit.ts";
import { decodeCircuit, encodeCircuit, UnreadableCircuit } from "./stored-circuit.ts";
import { systemTimers, type Timer, type Timers } from "./timers.ts";
import { idMaker } from "./write-id.ts";

/** Milliseconds between attempts to reach a store that is out: doubled from the first to the last. */
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 2000;

/** Circuits that are read from the store at the same time. */
const READ_AT_ONCE = 200;

export interface RegistryOptions {
  readonly store: Store;
  readonly clock?: Clock;
  /** What waits by another time than the process's own. */
  readonly timers?: Timers;
  /** How events name this process. */
  readonly instance: string;
  /** From 0 to just below 1: decides where a circuit lets through only a share of the calls. */
  readonly random?: () => number;
  /** Told of the events of a circuit once they count. Must not throw: nobody waits for it. */
  readonly onEvents?: (circuit: string, events: readonly CircuitEvent[]) => void;
  /** Told what a circuit was and has become by what other processes wrote. Must not throw. */
  readonly onLearned?: (before: Circuit, after: Circuit) => void;
  /** Told when the store is out, and when it is back (null). Must not throw. */
  readonly onStore?: (error: StoreError | null) => void;
}

/** Every circuit of this process: the only place where circuits meet the store. */
export class Registry {
  readonly #around: Surroundings;
  readonly #keeper: Keeper;
  readonly #callers = new Map<string, NestedCircuits>();
  readonly #circuits = new Map<string, RegisteredCircuit>();
  readonly #dormant = new Dormant();
  /** The circuits that have to rejoin the store. */
  readonly #cutOff = new Set<SharedCircuit>();
  readonly #report: (error: StoreError | null) => void;
  /** Why the store does not answer; null where it does. */
  #outage: StoreError | null = null;
  /** Why what others write cannot be followed; null where it can. */
  #blindness: StoreError | null = null;
  #retry: Timer | undefined;
  #retryDelay = FIRST_RETRY_MS;
  #reconnecting: Promise<boolean> | null = null;
  #closed = false;
  #waits = 0;

  constructor(options: RegistryOptions) {
    const clock = options.clock ?? systemClock;
    const timers = options.timers ?? systemTimers;
    this.#report = options.onStore ?? (() => {});
    this.#around = {
      store: options.store,
      clock,
      deadlines: new Deadlines(clock, timers),
      timers,
      instance: options.instance,
      newId: idMaker(),
      random: options.random ?? Math.random,
      onEvents: options.onEvents ?? (() => {}),
      onLearned: options.onLearned ?? (() => {}),
      onWait: () => {
        this.#waits += 1;
      },
      onStore: (error, cutOff) => this.#onStore(error, cutOff),
    };
    this.#keeper = {
      clock,
      deadlines: this.#around.deadlines,
      register: (id, policy) => this.register(id, policy),
      unregister: (id) => this.unregister(id),
      forget: (id) => {
        this.unregister(id);
        // What cannot be removed now is dormant, and costs a place in the store alone.
        this.#remove(id).catch(() => {});
      },
      stored: (nodeType) => this.#dormant.callersOf(nodeType),
    };
  }

  /** Reads what is stored. Called once, before anything is registered. */
  async load(): Promise<void> {
    for (const stored of await this.#around.store.load("circuits")) this.#dormant.set(stored);
  }

  /** Takes in a write of any process to the store, its own among them; told in the store's order. */
  follow(change: Change): void {
    if (change.collection !== "circuits") return;
    const circuit = this.#circuits.get(change.id);
    if (circuit !== undefined) circuit.follow(change);
    else this.#followDormant(change);
  }

  /**
   * Learns what the store holds, where its changes were lost sight of.
   * @throws StoreError where it cannot be read; what is not known yet is learned the next time
   */
  async resync(): Promise<void> {
    const stored = new Map((await this.#around.store.load("circuits")).map((each) => [each.id, each]));
    const differing = [...this.#circuits.values()].filter(
      ({ id, confirmed }) => !isSameVersion(stored.get(id)?.version ?? null, confirmed.version),
    );
    // Before anything is waited for: a circuit that is registered meanwhile starts from what is stored.
    this.#dormant.clear();
    for (const [id, each] of stored) if (!this.#circuits.has(id)) this.#wake(each);
    for (let start = 0; start < differing.length; start += READ_AT_ONCE) {
      await Promise.all(differing.slice(start, start + READ_AT_ONCE).map((circuit) => circuit.resync()));
    }
  }

  /** Told that what others write cannot be followed now, until `storeFound`. What is written here may still arrive. */
  storeLost(error: StoreError): void {
    this.#change(() => {
      this.#blindness = error;
    });
  }

  /** What others write is followed again: then the store may well answer, too. */
  storeFound(): void {
    this.#change(() => {
      this.#blindness = null;
    });
    if (this.#outage !== null && !this.#closed) void this.reconnect();
  }

  /** True while the store cannot be reached or followed. */
  get degraded(): boolean {
    return (this.#outage ?? this.#blindness) !== null;
  }

  /** How many admissions, outcomes and acts have had to wait for the store so far. */
  get waits(): number {
    return this.#waits;
  }

  /** The circuit of this id, as it was stored, or a new one that is closed since `since`. */
  register(id: string, policy: RevisedPolicy, since: Instant = this.#around.clock.now()): RegisteredCircuit {
    const known = this.#circuits.get(id);
    if (known !== undefined) {
      known.policy = policy;
      return known;
    }
    const circuit = new RegisteredCircuit(this.#around, policy, this.#known(id, since));
    this.#dormant.delete(id);
    this.#circuits.set(id, circuit);
    return circuit;
  }

  /**
   * Makes sure that a circuit registered anew does not go on where a deleted one of the same name stopped: it starts
   * closed, at the next generation.
   * @throws StoreError where that could not be stored.
   */
  async renew(id: string): Promise<void> {
    for (const nested of this.#dormant.callersOf(id)) await this.#remove(nested);
    const stored = this.#dormant.get(id);
    if (stored === undefined || this.#circuits.has(id)) return;
    const { clock, newId, store } = this.#around;
    const circuit = newCircuit(id, clock.now(), decodeCircuit(stored).generation + 1);
    const next = encodeCircuit(circuit, null);
    const writeId = newId();
    const swap = { collection: "circuits", id, expected: stored.version, next, events: [], writeId } as const;
    const answer = await this.#within(store.swap(swap));
    if (answer.status === "applied") this.#dormant.set({ id, version: answer.version, value: next });
    else if (answer.current !== null) {
      this.#dormant.set(answer.current);
      await this.renew(id);
    } else this.#dormant.delete(id);
  }

  /** The circuits of a node type's callers; null where its policy keeps nobody's failures apart. */
  callersOf(parent: RegisteredCircuit, policy: RevisedPolicy): NestedCircuits | null {
    const known = this.#callers.get(parent.id);
    if (known?.policy.scope === policy.scope) {
      known.policy = policy;
      return known;
    }
    known?.release();
    this.#callers.delete(parent.id);
    if (policy.scope === "global") return null;
    const callers = new NestedCircuits(this.#keeper, parent, policy);
    this.#callers.set(parent.id, callers);
    return callers;
  }

  /**
   * Forgets a circuit here, and those of its callers; what is stored of them stays, so that its generation goes on
   * should it come again.
   */
  unregister(id: string): void {
    this.#callers.get(id)?.release();
    this.#callers.delete(id);
    const circuit = this.#circuits.get(id);
    if (circuit === undefined) return;
    circuit.release();
    this.#circuits.delete(id);
    this.#cutOff.delete(circuit);
    const { version, value } = circuit.confirmed;
    if (version !== null) this.#dormant.set({ id, version, value });
  }

  get(id: string): RegisteredCircuit | undefined {
    return this.#circuits.get(id);
  }

  /** Every registered circuit. */
  all(): IterableIterator<RegisteredCircuit> {
    return this.#circuits.values();
  }

  /** Writes down what time has changed by now; the process's one timer does the same. */
  tick(): void {
    this.#around.deadlines.fire();
  }

  /** Tries at once to reach a store that is out. True when it is back and everything was brought to it. */
  reconnect(): Promise<boolean> {
    this.#reconnecting ??= this.#bringBack().finally(() => {
      this.#reconnecting = null;
    });
    return this.#reconnecting;
  }

  close(): void {
    this.#closed = true;
    this.#around.deadlines.close();
    this.#around.timers.clear(this.#retry);
  }

  #followDormant({ id, version, value }: Change): void {
    if (version.number <= (this.#dormant.get(id)?.version.number ?? 0)) return;
    if (value === null) this.#dormant.delete(id);
    else this.#wake({ id, version, value });
  }

  /** A caller's circuit that another process made is there in this one as well, where its node type is. */
  #wake(stored: Stored): void {
    this.#dormant.set(stored);
    this.#callers.get(nodeTypeOf(stored.id))?.learn(stored.id);
  }

  /** What is stored of a dormant circuit goes; where that fails it stays dormant. */
  async #remove(id: string): Promise<void> {
    const stored = this.#dormant.get(id);
    if (stored === undefined) return;
    const { newId, store } = this.#around;
    const swap = {
      collection: "circuits",
      id,
      expected: stored.version,
      next: null,
      events: [],
      writeId: newId(),
    } as const;
    const answer = await this.#within(store.swap(swap));
    // Whoever asked for it meanwhile goes on from what it was.
    if (answer.status === "conflict" && answer.current !== null) this.#dormant.set(answer.current);
    else this.#dormant.delete(id);
  }

  #within<T>(answer: Awaitable<T>): Promise<T> {
    return withDeadline(Promise.resolve(answer), undefined, this.#around.timers);
  }

  #known(id: string, since: Instant): Confirmed {
    const stored = this.#dormant.get(id);
    const unknown: Confirmed = { circuit: newCircuit(id, since), version: null, value: null };
    if (stored === undefined) return unknown;
    try {
      return { circuit: decodeCircuit(stored), version: stored.version, value: stored.value };
    } catch (error) {
      // The others must run all the same; without a version this one can write over nothing.
      if (error instanceof UnreadableCircuit) return unknown;
      throw error;
    }
  }

  async #bringBack(): Promise<boolean> {
    try {
      await this.#within(this.#around.store.probe());
      for (const circuit of this.#cutOff) await this.#rejoin(circuit);
    } catch {
      return false;
    }
    if (this.#cutOff.size > 0) return false;
    this.#back();
    return true;
  }

  async #rejoin(circuit: SharedCircuit): Promise<void> {
    try {
      await circuit.rejoin();
    } catch (error) {
      // What is wrong with one circuit alone must not keep the others out.
      if (error instanceof StoreError && !(error instanceof UnreadableCircuit)) throw error;
    }
    // It may have been cut off again since.
    if (!circuit.isCutOff) this.#cutOff.delete(circuit);
  }

  #onStore(error: StoreError | null, cutOff: SharedCircuit | null): void {
    if (cutOff !== null && this.#circuits.get(cutOff.id) === cutOff) this.#cutOff.add(cutOff);
    if (error === null) {
      if (this.#cutOff.size === 0) this.#back();
      return;
    }
    if (this.#outage !== null) return;
    this.#change(() => {
      this.#outage = error;
    });
    this.#retryDelay = FIRST_RETRY_MS;
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#closed) return;
    // A failed attempt that outlasted its outage goes on in the next one.
    this.#around.timers.clear(this.#retry);
    this.#retry = this.#around.timers.set(async () => {
      if (await this.reconnect()) return;
      this.#retryDelay = Math.min(this.#retryDelay * 2, LAST_RETRY_MS);
      this.#retryLater();
    }, this.#retryDelay);
    this.#retry.unref();
  }

  #back(): void {
    if (this.#outage === null) return;
    this.#around.timers.clear(this.#retry);
    this.#change(() => {
      this.#outage = null;
    });
  }

  /** It can be out in two ways, one after the other: whoever wants to know is told of the first, and when none is left. */
  #change(what: () => void): void {
    const wasDegraded = this.degraded;
    what();
    if (this.degraded !== wasDegraded) this.#report(this.#outage ?? this.#blindness);
  }
}
