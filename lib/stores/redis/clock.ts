import type { StoreClock } from "../store.ts";

/** For how long the best exchange is gone by, in milliseconds; the best one before it as long again. */
const EXCHANGE_LASTS_MS = 30_000;

/** A clock that is off by more than this, in milliseconds, was set anew; one that is off by less is corrected gently. */
const JUMP_MS = 10_000;

/** How many exchanges in a row have to agree that the server's clock jumped. */
const CONFIRMATIONS = 3;

/** What an exchange says: the server's clock minus the local one is between these two. */
interface Exchange {
  readonly least: number;
  readonly most: number;
  /** By the local clock. */
  readonly at: number;
}

/**
 * The server's time, as estimated from exchanges with it: the local monotonic clock and an offset. Of the exchanges of
 * the last minute the shortest round trip counts, unless a newer one contradicts it. The time never runs backwards but
 * where the server's clock is set back by more than 10 seconds; a smaller correction makes it stand still meanwhile.
 */
export class ServerClock implements StoreClock {
  readonly #localNow: () => number;
  #best: Exchange | null = null;
  #former: Exchange | null = null;
  #bestSince = 0;
  #jumped: Exchange[] = [];
  #last = Number.NEGATIVE_INFINITY;

  /** `localNow` gives milliseconds and never runs backwards. */
  constructor(localNow: () => number) {
    this.#localNow = localNow;
  }

  /** By the local clock, for `observe`. */
  localNow(): number {
    return this.#localNow();
  }

  now(): number {
    this.#last = Math.max(this.#last, Math.floor(this.#localNow() + this.#offset()));
    return this.#last;
  }

  /** The server's clock stood at `server` at some time between `sent` and `received`, all in milliseconds. */
  observe(sent: number, received: number, server: number): void {
    const exchange = { least: server - received, most: server - sent, at: received };
    const present = this.#present();
    if (present === null || !isFar(exchange, present)) {
      this.#jumped = [];
      this.#take(exchange);
      return;
    }
    if (!this.#jumped.every((each) => !isFar(each, exchange))) this.#jumped = [];
    this.#jumped.push(exchange);
    if (this.#jumped.length >= CONFIRMATIONS) this.#jump();
  }

  #take(exchange: Exchange): void {
    if (this.#best !== null && !contradicts(exchange, this.#best)) {
      if (exchange.at - this.#bestSince < EXCHANGE_LASTS_MS) {
        if (width(exchange) <= width(this.#best)) this.#best = exchange;
        return;
      }
      this.#former = contradicts(exchange, this.#best) ? null : this.#best;
    } else {
      this.#former = null;
    }
    this.#best = exchange;
    this.#bestSince = exchange.at;
  }

  #jump(): void {
    const best = this.#jumped.reduce((one, other) => (width(other) < width(one) ? other : one));
    this.#best = best;
    this.#former = null;
    this.#bestSince = best.at;
    this.#jumped = [];
    this.#last = Number.NEGATIVE_INFINITY;
  }

  #present(): Exchange | null {
    if (this.#former === null || this.#best === null) return this.#best;
    return width(this.#former) < width(this.#best) ? this.#former : this.#best;
  }

  #offset(): number {
    const present = this.#present();
    // Before the first exchange there is only the local clock to go by.
    return present === null ? 0 : middle(present);
  }
}

function width({ least, most }: Exchange): number {
  return most - least;
}

function middle({ least, most }: Exchange): number {
  return (least + most) / 2;
}

function isFar(one: Exchange, other: Exchange): boolean {
  return Math.abs(middle(one) - middle(other)) > JUMP_MS + (width(one) + width(other)) / 2;
}

/** Whether both cannot be right: one of the clocks was set, or has run differently, in between. */
function contradicts(one: Exchange, other: Exchange): boolean {
  return one.least > other.most || other.least > one.most;
}
