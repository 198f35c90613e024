import { Database } from "./database.ts";
import { translating } from "./errors.ts";
import { lockProcess } from "./process-lock.ts";
import { SqliteStore } from "./sqlite-store.ts";

interface SqliteOptions {
  /** True in the process that serves: no other one may be exclusive at the same time. The command line is not. */
  readonly exclusive?: boolean;
}

/**
 * Opens the store in a file and makes it, and its folder, where there is none. Throws a `StoreError` that names the
 * file, or the folder where another process serves from it.
 */
export function openSqliteStore(file: string, options: SqliteOptions = {}): SqliteStore {
  return translating(file, () => {
    const lock = options.exclusive ? lockProcess(file) : undefined;
    try {
      return new SqliteStore(Database.open(file, lock));
    } catch (error) {
      lock?.release();
      throw error;
    }
  });
}
