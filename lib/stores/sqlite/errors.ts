import { StoreError } from "../store.ts";

/** Primary result codes that speak of what was asked, not of the database: constraint, too big, mismatch, misuse, range. */
const MISTAKES: ReadonlySet<number> = new Set([18, 19, 20, 21, 25]);

/**
 * What SQLite (a full or failing disk, a lock that is not let go, a broken file) or the file system refused, as a
 * `StoreError` that names the file; a mistake of the caller stays as it is. Nothing was written either way.
 */
function translateError(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !isUnavailable(error)) return error;
  return new StoreError("unavailable", `The database ${file} cannot be used: ${error.message}`, { cause: error });
}

function isUnavailable(error: Error): boolean {
  if ("errcode" in error && typeof error.errcode === "number") return !MISTAKES.has(error.errcode & 0xff);
  const isClosed = "code" in error && error.code === "ERR_INVALID_STATE";
  return isClosed || "syscall" in error;
}

/** Runs `work`; what it throws is translated. */
export function translating<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateError(file, error);
  }
}
