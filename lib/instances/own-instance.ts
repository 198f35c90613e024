import { randomUUID } from "node:crypto";
import type { Heartbeat } from "./heartbeat.ts";

/** Milliseconds that what was said of the circuits is good for: to look through all of them takes a while. */
const FRESH_MS = 1000;

export interface OwnInstanceOptions {
  /** How events name this process. */
  readonly name: string;
  readonly kind: Heartbeat["kind"];
  readonly version: string;
  /** Milliseconds since the epoch, by the store's clock where it is shared. */
  now(): number;
  degradedSince(): number | null;
  circuits(): Heartbeat["circuits"];
}

/** This process, as the others who share the store are told of it. */
export class OwnInstance {
  readonly name: string;
  /** Random: tells this process from another one of the same name. */
  readonly process = randomUUID();
  readonly startedAt: number;
  readonly #options: OwnInstanceOptions;
  #latest: Heartbeat | null = null;

  constructor(options: OwnInstanceOptions) {
    this.name = options.name;
    this.startedAt = options.now();
    this.#options = options;
  }

  /** How it is now. */
  heartbeat(): Heartbeat {
    const { kind, version, now, degradedSince, circuits } = this.#options;
    const seenAt = now();
    const known = this.#latest;
    const isFresh = known !== null && Math.abs(seenAt - known.seen_at) < FRESH_MS;
    const heartbeat: Heartbeat = {
      schema: 1,
      process: this.process,
      kind,
      started_at: this.startedAt,
      seen_at: seenAt,
      version,
      degraded_since: degradedSince(),
      circuits: isFresh ? known.circuits : circuits(),
    };
    if (!isFresh) this.#latest = heartbeat;
    return heartbeat;
  }
}
