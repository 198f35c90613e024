import type { StoreClock } from "../store.ts";

/** How far two clocks may run apart, in milliseconds per millisecond; twice what a clock that is being corrected does. */
const DRIFT = 1 / 1_000;

/** A clock that is off by more than this, in milliseconds, was set anew; one that is off by less is corrected gently. */
const JUMP_MS = 10_000;

/** How many exchanges in a row have to agree that the server's clock jumped. */
const CONFIRMATIONS = 3;

/** What an exchange says: the server's clock minus the local one was between these two. */
interface Exchange {
  readonly least: number;
  readonly most: number;
  /** By the local clock. */
  readonly at: number;
}

/**
 * The server's time, as estimated from exchanges with it: the local monotonic clock and an offset. That exchange counts
 * which tells the offset most closely: the one with the shortest round trip, but what it tells widens with its age, and
 * one that a newer one contradicts is over. The time never runs backwards, except where the server's clock is set back
 * by more than 10 seconds: a smaller correction makes it stand still until the server's has caught up.
 */
export class ServerClock implements StoreClock {
  readonly #localNow: () => number;
  #best: Exchange | null = null;
  /** The latest exchanges, where they agree with each other and are far from what is gone by. */
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
    // Before the first exchange there is only the local clock to go by.
    const offset = this.#best === null ? 0 : middle(this.#best);
    this.#last = Math.max(this.#last, Math.floor(this.#localNow() + offset));
    return this.#last;
  }

  /** The server's clock stood at `server` at some time between `sent` and `received`, all in milliseconds. */
  observe(sent: number, received: number, server: number): void {
    const exchange = { least: server - received, most: server - sent, at: received };
    if (this.#best === null) {
      this.#begin(exchange);
      return;
    }
    const present = aged(this.#best, received);
    if (isNear(exchange, present)) {
      this.#jumped = [];
      if (contradicts(exchange, present) || width(exchange) <= width(present)) this.#best = exchange;
      return;
    }
    if (!this.#jumped.every((each) => isNear(each, exchange))) this.#jumped = [];
    this.#jumped.push(exchange);
    if (this.#jumped.length < CONFIRMATIONS) return;
    this.#begin(this.#jumped.reduce((one, other) => (width(other) < width(one) ? other : one)));
  }

  /** Goes by this exchange, whatever was gone by before. */
  #begin(exchange: Exchange): void {
    this.#best = exchange;
    this.#jumped = [];
    // Standing still for longer than a small correction takes would be worse than going back.
    if (this.#last > this.#localNow() + middle(exchange) + JUMP_MS) this.#last = Number.NEGATIVE_INFINITY;
  }
}

/** What an exchange still tells at a later time. */
function aged({ least, most, at }: Exchange, now: number): Exchange {
  const drift = (now - at) * DRIFT;
  return { least: least - drift, most: most + drift, at };
}

function width({ least, most }: Exchange): number {
  return most - least;
}

function middle({ least, most }: Exchange): number {
  return (least + most) / 2;
}

/** Whether both can be right, give or take less than a jump. */
function isNear(one: Exchange, other: Exchange): boolean {
  return one.least - other.most <= JUMP_MS && other.least - one.most <= JUMP_MS;
}

/** Whether both cannot be right: one of the clocks was set in between. */
function contradicts(one: Exchange, other: Exchange): boolean {
  return one.least > other.most || other.least > one.most;
}
