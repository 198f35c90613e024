import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../store.ts";
import { ensurePrivateFile } from "./private-file.ts";

/** How long a process that is just ending may take to let go. */
const PATIENCE_MS = 1_000;
const SQLITE_BUSY = 5;

export interface ProcessLock {
  release(): void;
}

/**
 * Makes this process the only one that serves from a database file. The lock is that of an open transaction on a
 * file beside it, so the kernel frees it however the process ends, and none is left behind.
 */
export function lockProcess(file: string): ProcessLock {
  const lockFile = `${file}.lock`;
  ensurePrivateFile(lockFile);
  const connection = new DatabaseSync(lockFile, { timeout: PATIENCE_MS });
  try {
    connection.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    connection.close();
    throw isBusy(error) ? takenError(file, error) : error;
  }
  return { release: () => connection.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && Number(error.errcode) % 256 === SQLITE_BUSY;
}

function takenError(file: string, cause: unknown): StoreError {
  const message = `The data folder ${dirname(file)} is in use by another running panel. Stop it, or choose another folder`;
  return new StoreError("unavailable", message, { cause });
}
