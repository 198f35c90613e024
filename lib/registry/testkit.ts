import {
  type Admission,
  type CircuitEvent,
  type Instant,
  type Outcome,
  type OverrideAct,
  override,
  type Permit,
  type ResetAct,
  reset,
} from "../breaker/index.ts";
import { failure, START } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import {
  type Awaitable,
  type Changes,
  type Collection,
  type EventPage,
  type EventQuery,
  type MinuteCounts,
  type NewEvent,
  type Recording,
  type Retention,
  type Store,
  type Stored,
  StoreError,
  type Swap,
  type SwapResult,
} from "../stores/store.ts";
import type { Clock, RegisteredCircuit } from "./index.ts";

export class TestClock implements Clock {
  #now: Instant;

  constructor(now = START) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  wait(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

/** The same object, and how often its methods have been called. */
export function counting<T extends object>(target: T): { readonly counted: T; readonly calls: string[] } {
  const calls: string[] = [];
  const counted = new Proxy(target, {
    get(_, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function") return member;
      return (...given: unknown[]): unknown => {
        calls.push(String(key));
        return Reflect.apply(member, target, given);
      };
    },
  });
  return { counted, calls };
}

/** A swap on its way: it is carried out, answered or lost when the test says so. */
export class Exchange {
  readonly swap: Swap;
  readonly answered: Promise<SwapResult>;
  readonly #store: Store;
  readonly #resolve: (result: SwapResult) => void;
  readonly #reject: (error: StoreError) => void;
  #result: SwapResult | null = null;

  constructor(store: Store, swap: Swap) {
    const { promise, resolve, reject } = Promise.withResolvers<SwapResult>();
    this.swap = swap;
    this.answered = promise;
    this.#store = store;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** The store does it, and nobody hears of it yet. A second time is a duplicate on the way. */
  carryOut(): SwapResult {
    const result = now(this.#store.swap(this.swap));
    this.#result ??= result;
    return result;
  }

  answer(): void {
    this.#resolve(this.#result ?? this.carryOut());
  }

  /** The connection breaks: what was sent may have been carried out, or may yet be. */
  breakOff(): void {
    this.#reject(new StoreError("outcome_unknown", "the connection broke"));
  }

  refuse(): void {
    this.#reject(new StoreError("unavailable", "the store is out"));
  }
}

/** A network between a process and a real store: it delays, loses, repeats and refuses. */
export class RemoteStore implements Store {
  readonly kind = "redis";
  readonly clock = null;
  /** Refuses everything. */
  isDown = false;
  /** Answers swaps only when the test does. */
  isHeld = false;
  /** The swaps on their way while held, oldest first. */
  readonly line: Exchange[] = [];
  /** How many swaps were sent so far. */
  sent = 0;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  swap(swap: Swap): Promise<SwapResult> {
    this.sent += 1;
    const exchange = new Exchange(this.#store, swap);
    if (this.isDown) exchange.refuse();
    else if (this.isHeld) this.line.push(exchange);
    else exchange.answer();
    return exchange.answered;
  }

  /** The oldest swap on its way, taken off the line. */
  next(): Exchange {
    const exchange = this.line.shift();
    if (exchange === undefined) throw new Error("no swap is on its way");
    return exchange;
  }

  async load(collection: Collection): Promise<readonly Stored[]> {
    return this.#reach().load(collection);
  }

  async get(collection: Collection, id: string): Promise<Stored | null> {
    return this.#reach().get(collection, id);
  }

  async append(events: readonly NewEvent[]): Promise<void> {
    return this.#reach().append(events);
  }

  async changes(after: string | null, limit?: number): Promise<Changes> {
    return this.#reach().changes(after, limit);
  }

  async history(query: EventQuery): Promise<EventPage> {
    return this.#reach().history(query);
  }

  async addCounts(counts: readonly MinuteCounts[]): Promise<void> {
    return this.#reach().addCounts(counts);
  }

  async counts(since: number, circuits?: readonly string[]): Promise<readonly MinuteCounts[]> {
    return this.#reach().counts(since, circuits);
  }

  async addRecordings(recordings: readonly Recording[]): Promise<void> {
    return this.#reach().addRecordings(recordings);
  }

  async recordings(circuit: string, since: number): Promise<readonly Recording[]> {
    return this.#reach().recordings(circuit, since);
  }

  async trim(retention: Retention, at: number): Promise<void> {
    return this.#reach().trim(retention, at);
  }

  async probe(): Promise<void> {
    return this.#reach().probe();
  }

  async close(): Promise<void> {
    return this.#store.close();
  }

  #reach(): Store {
    if (this.isDown) throw new StoreError("unavailable", "the store is out");
    return this.#store;
  }
}

/** A store in this process that can be made to refuse, as one on a full disk does. */
export class FailingStore extends MemoryStore {
  isDown = false;

  override swap(swap: Swap): SwapResult {
    this.#assertUp();
    return super.swap(swap);
  }

  override append(events: readonly NewEvent[]): void {
    this.#assertUp();
    super.append(events);
  }

  override probe(): void {
    this.#assertUp();
  }

  #assertUp(): void {
    if (this.isDown) throw new StoreError("unavailable", "the disk is full");
  }
}

/** What came at once; a promise fails the test. */
export function now<T>(answer: Awaitable<T>): T {
  if (answer instanceof Promise) throw new Error("expected an answer at once, got a promise");
  return answer;
}

/** The permit of an execution that the test knows to be admitted. */
export function permitted(admission: Admission): Permit {
  if (admission.kind === "rejection") throw new Error(`expected a permit, was rejected: ${admission.reason}`);
  return admission;
}

/** Runs executions with these outcomes, one after the other. */
export async function run(circuit: RegisteredCircuit, ...outcomes: readonly Outcome[]): Promise<void> {
  for (const outcome of outcomes) await circuit.settle(permitted(await circuit.admit(null)), outcome);
}

/** Lets executions fail until the circuit is open. */
export async function trip(circuit: RegisteredCircuit): Promise<void> {
  while (circuit.describe().state !== "open") await run(circuit, failure());
}

export function resetBy(circuit: RegisteredCircuit, patch: Partial<ResetAct> = {}) {
  const act = { actor: "ada", reason: null, expectedGeneration: null, to: "closed", ...patch } as const;
  return circuit.act((current, at) => reset(current, act, at));
}

export function overrideBy(circuit: RegisteredCircuit, patch: Pick<OverrideAct, "mode"> & Partial<OverrideAct>) {
  const act = { actor: "ada", reason: null, expectedGeneration: null, length: null, ...patch };
  return circuit.act((current, at) => override(current, act, at));
}

/** The kinds of a circuit's events in a store's log, oldest first. */
export async function logged(store: Store, circuit = "external_api"): Promise<string[]> {
  const { events } = await store.history({ circuits: [circuit], limit: 1000 });
  return events.map(({ kind, details }) => (details.degraded ? `${kind} (degraded)` : kind)).reverse();
}

/** Collects what a registry tells of its circuits. */
export class Listener {
  readonly told: CircuitEvent[] = [];
  readonly onEvents = (_: string, events: readonly CircuitEvent[]): void => {
    this.told.push(...events);
  };

  kinds(): string[] {
    return this.told.map(({ kind }) => kind);
  }
}
