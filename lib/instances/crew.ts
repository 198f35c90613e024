import { ALIVE_MS, HEARTBEAT_EVERY_MS } from "./heartbeat.ts";
import type { Instance } from "./instances.ts";

/** Without having read for this long, in milliseconds, a process cannot tell whether the others could be heard. */
const CUT_OFF_MS = 2 * HEARTBEAT_EVERY_MS;

/**
 * The others who divide the limits: those that are alive, and after an outage of the store those that were before it
 * too, until they have had the time to be heard again.
 */
export class Crew {
  readonly #name: string;
  #present: ReadonlySet<string> = new Set();
  #readAt = Number.NEGATIVE_INFINITY;
  #resumedAt = Number.NEGATIVE_INFINITY;

  constructor(name: string) {
    this.#name = name;
  }

  /** Of the instances as they were just read. */
  othersOf(instances: readonly Instance[], now: number): readonly Instance[] {
    if (now - this.#readAt > CUT_OFF_MS) this.#resumedAt = now;
    this.#readAt = now;
    const isWaitedFor = now - this.#resumedAt <= ALIVE_MS;
    const others = instances.filter(
      ({ name, alive }) => name !== this.#name && (alive || (isWaitedFor && this.#present.has(name))),
    );
    this.#present = new Set(others.map(({ name }) => name));
    return others;
  }
}
