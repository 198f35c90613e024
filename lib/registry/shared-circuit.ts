import { type Circuit, type CircuitEvent, type Instant, nextDeadline, tick } from "../breaker/index.ts";
import {
  type Awaitable,
  type Change,
  type Json,
  type Store,
  type Stored,
  StoreError,
  type Swap,
  type SwapResult,
  type Version,
} from "../stores/store.ts";
import { isSameVersion } from "../stores/version.ts";
import type { Clock } from "./clock.ts";
import { withDeadline } from "./deadline.ts";
import type { Deadlines } from "./deadlines.ts";
import { Fork } from "./fork.ts";
import { type Act, type Apply, type Fold, fold, Operation } from "./operation.ts";
import { decodeCircuit, encodeCircuit, toLog, UnreadableCircuit } from "./stored-circuit.ts";
import { hasGoneBack, survivor } from "./survivor.ts";
import type { Timers } from "./timers.ts";

/** What the circuits of one registry share. */
export interface Surroundings {
  readonly store: Store;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly timers: Timers;
  /** How events name this process. */
  readonly instance: string;
  /** An id that no other instance makes. */
  newId(): string;
  /** From 0 to just below 1: decides where a circuit lets through only a share of the calls. */
  random(): number;
  /** Told of every event of a circuit once it counts. */
  onEvents(circuit: string, events: readonly CircuitEvent[]): void;
  /** Told what a circuit was and has become by what others wrote. */
  onLearned(before: Circuit, after: Circuit): void;
  /** Told of whoever has to wait for the store. */
  onWait(): void;
  /** Told how each exchange with the store ended, and which circuit has to rejoin it. */
  onStore(error: StoreError | null, cutOff: SharedCircuit | null): void;
}

/** A circuit as it is known to be stored. */
export interface Confirmed {
  readonly circuit: Circuit;
  /** Null where nothing is stored yet. */
  readonly version: Version | null;
  readonly value: Json;
}

type Heard = Pick<Change, "version" | "value">;

/** What came of a swap; with what is stored now, where this may not have been the first one under its id. */
type Answer = SwapResult & { readonly present?: Stored | null | StoreError };

/** What was sent to the store, and who waits for it. */
interface Batch {
  readonly operations: readonly Operation[];
  readonly folded: Fold;
  readonly swap: Swap;
}

/**
 * A circuit's value between this process and the store. What decides is the *view*: the stored value, the batch on its
 * way and the queue behind it. The view may only be stricter than what is stored.
 */
export abstract class SharedCircuit {
  readonly id: string;
  protected readonly around: Surroundings;
  #confirmed: Confirmed;
  #view: Circuit;
  #inFlight: Batch | null = null;
  #queue: Operation[] = [];
  #fork: Fork | null = null;
  /** What it was told last of others' writes while a batch was on its way, or while it went on alone. */
  #heard: Heard | null = null;
  /** Whether an act may have been stored unknown to us. */
  #isUnsure = false;
  /** Whether the store has lost something that is known here, and has not been given it again. */
  #isOwed = false;
  #released = false;

  constructor(around: Surroundings, confirmed: Confirmed) {
    this.id = confirmed.circuit.id;
    this.around = around;
    this.#confirmed = confirmed;
    this.#view = confirmed.circuit;
  }

  /** Told whenever what decides has changed. */
  protected abstract refresh(): void;

  /** What decides. */
  protected get view(): Circuit {
    return this.#view;
  }

  /** What others see of it: what is stored; while it goes on in memory alone, the view. */
  protected get shown(): Circuit {
    return this.#fork === null ? this.#confirmed.circuit : this.#view;
  }

  protected get isReleased(): boolean {
    return this.#released;
  }

  /** What is stored, and at which version. */
  get confirmed(): Confirmed {
    return this.#confirmed;
  }

  /** Whether nothing is lost with it: closed, held by nobody, and the store knows all there is. */
  get isForgettable(): boolean {
    const isBusy = this.#inFlight !== null || this.#queue.length > 0 || this.isCutOff;
    return !isBusy && this.#view.state === "closed" && this.#view.override === null;
  }

  /**
   * Carries out an act of a person; done when it is stored. With the `writeId` of an earlier try whose outcome is not
   * known, it is carried out once, whichever of the two arrived.
   * @throws StoreError where it could not be.
   */
  act<R>(apply: Apply<R>, writeId: string | null = null): Awaitable<R> {
    return this.submit(apply, { writeId });
  }

  /** Writes down what time has done. */
  tick(): void {
    // Nobody waits for it, and the store's keeper is told of a failure by the commit itself.
    this.#enqueue((circuit, now) => ({ ...tick(circuit, now), result: undefined }));
  }

  /** Whether it goes on in memory alone, may have been changed in the store unknown to us, or is better known here. */
  get isCutOff(): boolean {
    return this.#fork !== null || this.#isUnsure || this.#isOwed;
  }

  /**
   * Brings back to the store what happened while it was out, and learns what the store holds.
   * @throws StoreError where it is still out
   */
  async rejoin(): Promise<void> {
    if (this.#fork !== null) await this.#bringBack(this.#fork);
    else if (this.#isUnsure) await this.#read();
    await this.#payBack();
  }

  /**
   * Takes in what was written to the store, in its order. What this process sent is acknowledged by it; what is known
   * already changes nothing.
   */
  follow({ version, value }: Heard): void {
    const batch = this.#inFlight;
    if (batch !== null && batch.swap.writeId === version.writeId) {
      const present = { id: this.id, version, value };
      const answer: Answer = { status: "applied", version, ...(batch.swap.isFirst ? {} : { present }) };
      this.#arrived(batch, () => this.#answered(batch, answer));
      return;
    }
    this.#heard = { version, value };
    this.#catchUp();
  }

  /** Takes in what it was told, once nothing is on its way that was folded on something older. */
  #catchUp(): void {
    // A fork compares both sides when it rejoins.
    if (this.#heard === null || this.#inFlight !== null || this.#fork !== null) return;
    const { version, value } = this.#heard;
    this.#heard = null;
    if (version.number <= (this.#confirmed.version?.number ?? 0)) return;
    this.#takeIn(value === null ? null : { id: this.id, version, value });
  }

  /** The answer to a swap may come after the news of what was written upon it. */
  #newest(current: Stored | null): Stored | null {
    const heard = this.#heard;
    if (heard === null || current === null || heard.version.number <= current.version.number) return current;
    return heard.value === null ? null : { id: this.id, ...heard };
  }

  /** The same where it is taken in: what was heard is not held against a store that has lost it since a second time. */
  #takeNewest(current: Stored | null): Stored | null {
    const newest = this.#newest(current);
    this.#heard = null;
    return newest;
  }

  /**
   * Compares what is known with what the store holds, where its changes were lost sight of. What the store has lost
   * and this process knows is written again.
   * @throws StoreError where it cannot be read
   */
  async resync(): Promise<void> {
    const known = this.#confirmed;
    const stored = await this.#get();
    if (this.#released) return;
    if (this.#inFlight !== null || this.#confirmed !== known || this.#fork !== null) {
      this.#heard = this.#newest(stored);
      this.#catchUp();
      return;
    }
    this.#takeIn(stored);
    if (stored === null && known.version !== null) this.#isOwed = true;
    // Whoever keeps the store is told of a failure by the commit itself.
    void this.#payBack();
  }

  /** Writes what the store has lost, though nothing happens to the circuit. */
  #payBack(): Awaitable<void> {
    if (this.#isOwed && this.#fork === null) return this.#enqueue(unchanged).outcome();
  }

  #takeIn(stored: Stored | null): void {
    const before = this.shown;
    try {
      this.#adopt(stored);
    } catch (error) {
      // Here it goes on as it was; what it would write over that is refused by the version.
      if (error instanceof UnreadableCircuit) return;
      throw error;
    }
    this.#setView(this.#confirmed.circuit);
    if (this.shown !== before) this.around.onLearned(before, this.shown);
  }

  /** The circuit is no longer registered: it asks for no ticks, and what its calls in flight report is dropped. */
  release(): void {
    this.#released = true;
    this.around.deadlines.set(this, Number.POSITIVE_INFINITY);
  }

  async #bringBack(fork: Fork): Promise<void> {
    while (this.#fork === fork && !this.#released) {
      const stored = await fork.bringBack(this.around);
      if (stored?.circuit === fork.circuit) {
        this.#learn(stored);
        this.#fork = null;
      }
      this.#setView(fork.circuit);
      this.#catchUp();
    }
  }

  #get(): Promise<Stored | null> {
    const { store, timers } = this.around;
    return withDeadline(Promise.resolve(store.get("circuits", this.id)), undefined, timers);
  }

  async #read(): Promise<void> {
    const known = this.#confirmed;
    const stored = await this.#get();
    // A swap on its way, or one that was answered meanwhile, tells more than this answer.
    if (this.#inFlight !== null || this.#confirmed !== known || this.#fork !== null) return;
    this.#adopt(stored);
    this.#setView(this.#confirmed.circuit);
  }

  protected submit<R>(apply: Apply<R>, act: Act | null = null): Awaitable<R> {
    const outcome = this.#enqueue(apply, act).outcome();
    if (outcome instanceof Promise) this.around.onWait();
    return outcome;
  }

  #enqueue<R>(apply: Apply<R>, act: Act | null = null): Operation<R> {
    const operation = new Operation(apply, act);
    if (this.#inFlight !== null) {
      operation.startWaiting(this.around.timers);
      this.#queue.push(operation as Operation);
      this.#setView(this.#view, [operation as Operation]);
    } else {
      this.#commit([operation as Operation]);
    }
    return operation;
  }

  #commit(operations: readonly Operation[]): void {
    if (this.#fork !== null) {
      this.#applyToFork(operations, this.#fork);
      return;
    }
    const { circuit, version, value } = this.#confirmed;
    const folded = this.#fold(circuit, operations);
    if (folded.circuit === circuit && !this.#isOwed) {
      succeedAll(operations, folded.results);
      return;
    }
    const next = encodeCircuit(folded.circuit, value);
    const events = toLog(this.id, folded.events, this.around.instance, false);
    const given = operations[0]?.act?.writeId ?? null;
    const writeId = given ?? this.around.newId();
    const swap: Swap = {
      collection: "circuits",
      id: this.id,
      expected: version,
      next,
      isImmutable: true,
      isFirst: given === null,
      events,
      writeId,
    };
    this.#send({ operations, folded, swap });
  }

  #send(batch: Batch): void {
    let answer: Awaitable<Answer>;
    try {
      answer = this.#exchange(batch.swap);
    } catch (error) {
      this.#lost(batch, error);
      return;
    }
    if (!(answer instanceof Promise)) {
      this.#answered(batch, answer);
      return;
    }
    this.#inFlight = batch;
    this.#setView(batch.folded.circuit);
    const { timers } = this.around;
    withDeadline(answer, batch.operations[0]?.startWaiting(timers), timers).then(
      (result) => this.#arrived(batch, () => this.#answered(batch, result)),
      (error) => this.#arrived(batch, () => this.#lost(batch, error)),
    );
  }

  #exchange(swap: Swap): Awaitable<Answer> {
    const answer = this.around.store.swap(swap);
    if (swap.isFirst) return answer;
    return answer instanceof Promise ? answer.then((result) => this.#withPresent(result)) : this.#withPresent(answer);
  }

  /** What an earlier try under the same id has made, perhaps of another value, is not what this one would have made. */
  #withPresent(result: SwapResult): Awaitable<Answer> {
    if (result.status === "conflict") return result;
    const found = (present: Stored | null) => ({ ...result, present });
    // That it could not be read says nothing against the act.
    const failed = (error: unknown) => ({ ...result, present: asStoreError(error) });
    try {
      const stored = this.around.store.get("circuits", this.id);
      return stored instanceof Promise ? stored.then(found, failed) : found(stored);
    } catch (error) {
      return failed(error);
    }
  }

  #arrived(batch: Batch, take: () => void): void {
    // The store's changes may have told it before the answer did.
    if (this.#inFlight !== batch) return;
    this.#inFlight = null;
    take();
    this.#next();
  }

  #next(): void {
    while (this.#inFlight === null && this.#queue.length > 0) {
      const firstAct = this.#queue.findIndex((operation) => operation.act !== null);
      const size = firstAct === -1 ? this.#queue.length : Math.max(1, firstAct);
      this.#commit(this.#queue.splice(0, size));
    }
  }

  #answered(batch: Batch, answer: Answer): void {
    const { operations, folded, swap } = batch;
    this.around.onStore(null, null);
    const before = this.shown;
    try {
      if (answer.status === "conflict") this.#adopt(this.#takeNewest(answer.current));
      else if (answer.present instanceof StoreError) this.#isUnsure = true;
      else if (answer.present !== undefined) this.#adopt(this.#takeNewest(answer.present));
      else this.#learn({ circuit: folded.circuit, version: answer.version, value: swap.next });
    } catch (error) {
      this.#lost(batch, error);
      return;
    }
    this.#setView(this.#confirmed.circuit);
    if (answer.status === "conflict") {
      if (this.shown !== before) this.around.onLearned(before, this.shown);
      this.#commit(operations);
      return;
    }
    this.#catchUp();
    if (answer.present instanceof StoreError && this.#isUnsure) this.around.onStore(answer.present, this);
    succeedAll(operations, folded.results);
    // Else it had been carried out before.
    if (answer.version.number > (swap.expected?.number ?? 0)) this.around.onEvents(this.id, folded.events);
  }

  #adopt(current: Stored | null): void {
    const known = this.#confirmed;
    if (current === null) {
      // A value that somebody removed is written again from what this process knows: a circuit is never lost.
      this.#learn({ ...known, version: null });
      return;
    }
    const { version, value } = current;
    const stored = decodeCircuit(current);
    const isStillOwed = this.#isOwed && isSameVersion(version, known.version);
    const isBehind = isStillOwed || hasGoneBack(version, known.version);
    const circuit = isBehind ? survivor(known.circuit, stored) : stored;
    this.#learn({ circuit, version, value });
    this.#isOwed = circuit !== stored;
  }

  #learn(stored: Confirmed): void {
    this.#confirmed = stored;
    this.#isUnsure = false;
    this.#isOwed = false;
  }

  #lost({ operations, folded, swap }: Batch, cause: unknown): void {
    const error = asStoreError(cause);
    if (operations.some((operation) => operation.act !== null)) {
      this.#isUnsure ||= error.code === "outcome_unknown";
      this.#setView(this.#confirmed.circuit);
      this.#catchUp();
      this.around.onStore(error, this.isCutOff ? this : null);
      for (const operation of operations) operation.fail(error);
      return;
    }
    const events = toLog(this.id, folded.events, this.around.instance, true);
    const lost = { swap, circuit: folded.circuit, events };
    this.#fork = new Fork(this.#confirmed, lost, error);
    this.#setView(folded.circuit);
    succeedAll(operations, folded.results);
    this.around.onStore(error, this);
    this.around.onEvents(this.id, folded.events);
  }

  #applyToFork(operations: readonly Operation[], fork: Fork): void {
    for (const operation of operations) {
      if (operation.act !== null) {
        operation.fail(new StoreError("unavailable", fork.error.message, { cause: fork.error }));
        continue;
      }
      const step = operation.apply(fork.circuit, this.around.clock.now());
      fork.goOn(step.circuit, toLog(this.id, step.events, this.around.instance, true));
      this.#setView(step.circuit);
      operation.succeed(step.result);
      this.around.onEvents(this.id, step.events);
    }
  }

  #fold(start: Circuit, operations: readonly Operation[]): Fold {
    return fold(start, operations, this.around.clock.now());
  }

  /** Decides from now on by `circuit` and what `ahead` makes of it. A fork has nothing ahead: its queue is done at once. */
  #setView(circuit: Circuit, ahead: readonly Operation[] = this.#fork === null ? this.#queue : []): void {
    this.#view = ahead.length === 0 ? circuit : this.#fold(circuit, ahead).circuit;
    this.refresh();
  }

  /** When time alone will next change it. */
  protected deadline(): Instant {
    const deadline = nextDeadline(this.#view);
    if (deadline === Number.POSITIVE_INFINITY) return deadline;
    const now = this.around.clock.now();
    // One that was written under a clock that has since gone back is set right at once, not when it would be due.
    return tick(this.#view, now).circuit === this.#view ? deadline : now;
  }
}

const unchanged: Apply<undefined> = (circuit) => ({ circuit, events: [], result: undefined });

function asStoreError(cause: unknown): StoreError {
  return cause instanceof StoreError ? cause : new StoreError("unavailable", "the store failed", { cause });
}

function succeedAll(operations: readonly Operation[], results: readonly unknown[]): void {
  operations.forEach((operation, index) => {
    operation.succeed(results[index]);
  });
}
