import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

const OTHERS = 0o077;

/**
 * Sees to it that a file is there that nobody but its owner can read: it holds names, hashes and encrypted secrets.
 * Makes its folder, for the owner alone, where there is none.
 */
export function ensurePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!createPrivateFile(file)) closeToOthers(file);
}

/**
 * Whether it had to be made. One that is there must not be opened and closed here: that would let go of all locks
 * that this process's other connections have on it (POSIX).
 */
function createPrivateFile(file: string): boolean {
  try {
    closeSync(openSync(file, "wx", 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function closeToOthers(file: string): void {
  const { mode, uid } = statSync(file);
  if ((mode & OTHERS) !== 0 && uid === process.getuid?.()) chmodSync(file, mode & ~OTHERS & 0o777);
}
