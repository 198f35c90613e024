import { type Store, StoreError, type Swap, type SwapResult } from "../../stores/store.ts";
import type { Random } from "../chaos/random.ts";
import { Exchange, RemoteStore } from "../testkit.ts";
import type { Weather } from "./scenario.ts";
import type { Tally } from "./tally.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Milliseconds in which the registry gives an exchange up. */
const PATIENCE_MS = 250;

/** Milliseconds after which a connection on which nothing is heard is given up. */
const SILENCE_MS = 1000;

export interface Surrounding {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly tally: Tally;
  /** As it is now. */
  weather(): Weather;
  sent(swap: Swap): void;
  answered(swap: Swap, how: string): void;
}

/** How an instance is cut off: it is told at once that nothing gets through, or hears nothing at all. */
export type Cut = "refused" | "silent";

/** The way from one instance to the store that all share. Everything that it does wrong follows from the seed. */
export class Network extends RemoteStore {
  cut: Cut | null = null;
  /** Its instance has died: nobody hears an answer. */
  isDead = false;
  readonly #store: Store;
  readonly #around: Surrounding;
  /** Exchanges that their sender still waits for, by the id of the value. */
  readonly #waiting = new Map<string, number>();

  constructor(store: Store, around: Surrounding) {
    super(store);
    this.#store = store;
    this.#around = around;
  }

  /** Whether the instance waits for an answer about this value. */
  isWaiting(id: string): boolean {
    return (this.#waiting.get(id) ?? 0) > 0;
  }

  override swap(swap: Swap): Promise<SwapResult> {
    const { random, weather, time, tally } = this.#around;
    const { requestLost, replyLost, repeated, refused } = weather();
    this.#around.sent(swap);
    const exchange = new Exchange(this.#store, swap);
    const over = this.#waits(swap.id);
    const answer = (how: string, what: () => void) => this.#answer(swap, how, what) && over();
    const [there, back] = [this.#delay(), this.#delay()];
    if (this.cut === "refused" || random.chance(refused)) {
      time.in(1, () => answer("refused", () => exchange.refuse()));
    } else if (this.cut === "silent" || random.chance(requestLost)) {
      tally.requestsLost += 1;
      if (random.chance(0.5)) time.in(there, () => answer("broken off", () => exchange.breakOff()));
    } else {
      const isReplyLost = random.chance(replyLost);
      time.in(there, () => {
        const result = exchange.carryOut();
        if (result.status === "conflict") tally.conflicts += 1;
        if (!isReplyLost) time.in(back, () => answer(result.status, () => exchange.answer()));
        else if (random.chance(0.5)) time.in(back, () => answer("broken off", () => exchange.breakOff()));
      });
      if (isReplyLost) tally.repliesLost += 1;
      if (random.chance(repeated)) {
        tally.repeated += 1;
        time.in(there + random.between(0, 3000), () => exchange.carryOut());
      }
    }
    return exchange.answered;
  }

  override load(collection: "circuits") {
    return this.#ask(() => this.#store.load(collection));
  }

  override get(collection: "circuits", id: string) {
    const over = this.#waits(id);
    const found = this.#ask(() => this.#store.get(collection, id));
    found.then(over, over);
    return found;
  }

  override probe(): Promise<void> {
    return this.#ask(() => this.#store.probe());
  }

  /** Reading has no effect, so that only whether an answer comes can go wrong. */
  #ask<T>(read: () => T | Promise<T>): Promise<T> {
    const { random, weather, time } = this.#around;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const { requestLost, refused } = weather();
    if (this.cut === "refused" || random.chance(refused)) {
      time.in(1, () => this.isDead || reject(new StoreError("unavailable", "the store is out")));
    } else if (this.cut === null && !random.chance(requestLost)) {
      time.in(this.#delay(), () => {
        const found = read();
        time.in(this.#delay(), () => this.isDead || resolve(found));
      });
    } else {
      time.in(SILENCE_MS, () => this.isDead || reject(new StoreError("outcome_unknown", "nothing was heard")));
    }
    return promise;
  }

  #answer(swap: Swap, how: string, what: () => void): boolean {
    if (this.isDead || this.cut === "silent") return false;
    this.#around.answered(swap, how);
    what();
    return true;
  }

  /** Its sender waits from now on until the answer or the end of its patience, whichever comes first. */
  #waits(id: string): () => void {
    let isOver = false;
    const over = () => {
      if (!isOver) this.#waiting.set(id, this.#waiting.get(id)! - 1);
      isOver = true;
    };
    this.#waiting.set(id, (this.#waiting.get(id) ?? 0) + 1);
    this.#around.time.in(PATIENCE_MS + 2, over);
    return over;
  }

  #delay(): number {
    const { random, weather } = this.#around;
    return random.chance(weather().late) ? random.between(50, 2000) : random.between(1, 10);
  }
}
