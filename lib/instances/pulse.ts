import { randomUUID } from "node:crypto";
import { withDeadline } from "../registry/deadline.ts";
import type { Json, Store, Stored, Version } from "../stores/store.ts";
import { type LogFields, logWarning } from "../telemetry/log.ts";
import { HEARTBEAT_EVERY_MS, readHeartbeat } from "./heartbeat.ts";
import type { OwnInstance } from "./own-instance.ts";
import type { SharedLimits } from "./shared-limits.ts";

export interface PulseOptions {
  readonly store: Store;
  readonly own: OwnInstance;
  readonly limits: Pick<SharedLimits, "announce">;
  readonly warn?: (message: string, fields: LogFields) => void;
}

/**
 * Keeps this process's entry among the instances of a shared store. Nobody waits for it, and a heartbeat that fails is
 * made up for by the next: what is wrong with the store is told by whoever needs it more.
 */
export class Pulse {
  readonly #store: Store;
  readonly #own: OwnInstance;
  readonly #limits: Pick<SharedLimits, "announce">;
  readonly #warn: (message: string, fields: LogFields) => void;
  #version: Version | null = null;
  #hasWritten = false;
  /** Whether what is stored, as far as is known, is this process's entry. */
  #isOwn = true;
  #warnedOf: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | null = null;

  constructor({ store, own, limits, warn = logWarning }: PulseOptions) {
    this.#store = store;
    this.#own = own;
    this.#limits = limits;
    this.#warn = warn;
  }

  /** Beats now and every 5 s, and calls `afterwards` each time. Keeps no process alive. */
  start(afterwards: () => Promise<void> = async () => {}): void {
    const beat = () => {
      // A store that hangs is not asked twice at a time.
      this.#beating ??= this.beat()
        .then(afterwards)
        .catch(() => {})
        .finally(() => {
          this.#beating = null;
        });
    };
    this.#timer = setInterval(beat, HEARTBEAT_EVERY_MS);
    this.#timer.unref();
    beat();
  }

  /**
   * Writes one heartbeat.
   * @throws StoreError where it could not be
   */
  async beat(): Promise<void> {
    if (await this.#swap(this.#heartbeat())) return;
    // What is there now was looked at. Should it be replaced again at once, the next heartbeat sees to it.
    await this.#swap(this.#heartbeat());
  }

  /**
   * Stops, and takes the entry away: what is still listed and not seen any more is then what ended without saying so,
   * and names that each deployment makes anew do not pile up. An entry that cannot be removed is forgotten in a day.
   */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    try {
      // Else a heartbeat that is on its way would put the entry back.
      await withDeadline(Promise.resolve(this.#beating));
      if (!this.#hasWritten) return;
      if (!(await withDeadline(this.#swap(null))) && this.#isOwn) await withDeadline(this.#swap(null));
    } catch {
      // The store is out, and the process must end all the same.
    }
  }

  #heartbeat(): Json {
    return { ...this.#own.heartbeat(), limits: this.#limits.announce() } as Json;
  }

  /** False where something else was there than what is known; now it is known. */
  async #swap(next: Json): Promise<boolean> {
    const answer = await this.#store.swap({
      collection: "instances",
      id: this.#own.name,
      expected: this.#version,
      next,
      events: [],
      writeId: randomUUID(),
    });
    if (answer.status === "applied") {
      this.#version = answer.version;
      this.#hasWritten = true;
      this.#isOwn = true;
      return true;
    }
    this.#version = answer.current?.version ?? null;
    this.#lookAt(answer.current);
    return false;
  }

  #lookAt(current: Stored | null): void {
    const heartbeat = current && readHeartbeat(current);
    this.#isOwn = heartbeat?.process === this.#own.process;
    // Before the first write it may be what was left behind by a crash; after it, somebody wrote over ours.
    if (heartbeat === null || this.#isOwn || !this.#hasWritten || this.#warnedOf === heartbeat.process) return;
    const { started_at, process } = heartbeat;
    const isNewer = this.#own.startedAt === started_at ? this.#own.process > process : this.#own.startedAt > started_at;
    if (!isNewer) return;
    this.#warnedOf = process;
    this.#warn(
      `another process that shares the store is named ${this.#own.name} too: events and the list of instances cannot ` +
        "tell the two apart. Give each its own name",
      { instance: this.#own.name, other_started_at: new Date(started_at).toISOString() },
    );
  }
}
