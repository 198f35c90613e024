import { DatabaseSync, type StatementSync } from "node:sqlite";
import { translating } from "./errors.ts";
import { ensurePrivateFile } from "./private-file.ts";
import type { ProcessLock } from "./process-lock.ts";
import { migrate } from "./schema.ts";

/** How long a write waits for that of another process. */
const BUSY_TIMEOUT_MS = 5_000;
/** The same in the process that serves: while it waits everybody waits, and going on from memory is better. */
const SERVING_BUSY_TIMEOUT_MS = 250;

/**
 * In WAL mode with `synchronous = NORMAL` a commit survives the end of the process, however it ends; a loss of power
 * may take the last ones, and never breaks the file.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA temp_store = MEMORY;
  PRAGMA journal_size_limit = 67108864;
`;

/** A connection whose errors are translated and whose transactions leave nothing behind when they fail. */
export class Database {
  readonly connection: DatabaseSync;
  readonly #file: string;
  readonly #lock: ProcessLock | undefined;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;

  /** Opens a file, makes it where there is none, and brings its schema up to date. `lock` is let go at the close. */
  static open(file: string, lock?: ProcessLock): Database {
    return translating(file, () => {
      ensurePrivateFile(file);
      const connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
      try {
        connection.exec(PRAGMAS);
        migrate(connection, file);
        if (lock !== undefined) connection.exec(`PRAGMA busy_timeout = ${SERVING_BUSY_TIMEOUT_MS}`);
        return new Database(file, connection, lock);
      } catch (error) {
        connection.close();
        throw error;
      }
    });
  }

  private constructor(file: string, connection: DatabaseSync, lock: ProcessLock | undefined) {
    this.#file = file;
    this.#lock = lock;
    this.connection = connection;
    this.#begin = connection.prepare("BEGIN IMMEDIATE");
    this.#commit = connection.prepare("COMMIT");
    this.#rollback = connection.prepare("ROLLBACK");
  }

  read<T>(work: () => T): T {
    return translating(this.#file, work);
  }

  /** All that `work` writes, or nothing. */
  write<T>(work: () => T): T {
    return translating(this.#file, () => {
      this.#abandon();
      this.#begin.run();
      try {
        const result = work();
        this.#commit.run();
        return result;
      } catch (error) {
        this.#tryAbandon();
        throw error;
      }
    });
  }

  close(): void {
    if (!this.connection.isOpen) return;
    this.connection.close();
    this.#lock?.release();
  }

  #abandon(): void {
    if (this.connection.isTransaction) this.#rollback.run();
  }

  /** A rollback that fails as well is made up for by the next write; the error that led to it is the one to tell. */
  #tryAbandon(): void {
    try {
      this.#abandon();
    } catch {}
  }
}
