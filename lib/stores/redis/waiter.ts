import { CHANGES_PAGE } from "../limits.ts";
import { type Changes, StoreError } from "../store.ts";
import type { ChangeLog } from "./change-log.ts";
import type { Connection } from "./connection.ts";

/**
 * For how long, in milliseconds, what a cursor was found to be is relied on: far less than changes are kept, and more
 * than a wait takes, unless the process stood still meanwhile.
 */
const RELIED_ON_MS = 60_000;

/** Waits for changes, on a connection of its own: while it waits, nothing else can be asked there. */
export class Waiter {
  readonly #newConnection: () => Connection;
  readonly #changes: ChangeLog;
  readonly #deadlineMs: number;
  /** Made for the first call. */
  #connection: Connection | null = null;

  constructor(newConnection: () => Connection, changes: ChangeLog, deadlineMs: number) {
    this.#newConnection = newConnection;
    this.#changes = changes;
    this.#deadlineMs = deadlineMs;
  }

  async wait(after: string, signal: AbortSignal, onCurrent?: () => void): Promise<Changes> {
    if (signal.aborted) throw ended(signal);
    const stop = () => this.close();
    signal.addEventListener("abort", stop, { once: true });
    try {
      const connection = await this.#connected();
      for (;;) {
        // The time of day goes on while a machine sleeps.
        const asked = Date.now();
        const page = await this.#changes.after(after, CHANGES_PAGE, connection);
        if (page.trimmed || page.changes.length > 0) return page;
        onCurrent?.();
        const news = await this.#changes.wait(after, connection, this.#deadlineMs);
        if (news !== null && Math.abs(Date.now() - asked) < RELIED_ON_MS) return news;
      }
    } catch (error) {
      throw signal.aborted ? ended(signal) : error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** Ends a call that is waiting. */
  close(): void {
    this.#connection?.destroy();
    this.#connection = null;
  }

  async #connected(): Promise<Connection> {
    if (this.#connection !== null) return this.#connection;
    const connection = this.#newConnection();
    this.#connection = connection;
    try {
      await connection.connect(this.#deadlineMs);
    } catch (error) {
      connection.destroy();
      if (this.#connection === connection) this.#connection = null;
      throw error;
    }
    return connection;
  }
}

function ended(signal: AbortSignal): StoreError {
  return new StoreError("unavailable", "Nobody waits for changes any more", { cause: signal.reason });
}
