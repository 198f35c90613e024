import type { Instant } from "../../breaker/index.ts";
import { EarliestFirst } from "../earliest-first.ts";
import type { Timer, Timers } from "../timers.ts";

const START: Instant = Date.UTC(2026, 0, 1);

interface Appointment extends Timer {
  readonly what: () => void;
}

/** A time that passes only when whatever is due has been done. */
export class VirtualTime {
  readonly #agenda = new EarliestFirst<Appointment>();
  #now = START;

  now(): Instant {
    return this.#now;
  }

  /** Does `what` in so many milliseconds. */
  in(ms: number, what: () => void): Timer {
    const appointment = { what, unref: () => {} };
    this.#agenda.set(appointment, this.#now + Math.max(1, Math.round(ms)));
    return appointment;
  }

  /** The timers of one process: once it is dead, none of them goes off. */
  timersWhile(isAlive: () => boolean): Timers {
    return {
      now: () => this.#now,
      set: (what, ms) => this.in(ms, () => isAlive() && what()),
      clear: (timer) => timer !== undefined && this.#agenda.delete(timer as Appointment),
    };
  }

  /** Does what is due until `ms` milliseconds have passed; after each of it all that follows at once, and `then`. */
  async pass(ms: number, then: () => void): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#agenda.first; next !== undefined && next.at <= end; next = this.#agenda.first) {
      this.#agenda.delete(next.value);
      this.#now = next.at;
      next.value.what();
      await promisesSettled();
      then();
    }
    this.#now = end;
  }
}

/** Node runs its next ticks only when no promise has anything left to do. */
function promisesSettled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
