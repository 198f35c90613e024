import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KEY_BYTES = 32;
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text is a key: 32 bytes as base64url. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** A key that nobody else has. */
export function newKey(): string {
  return randomBytes(KEY_BYTES).toString("base64url");
}

/**
 * A key of 256 random bits, as base64url, that is made once and kept in a file of the data folder that only its owner
 * can read. Processes that start at the same time agree on one: the file appears whole or not at all.
 * @throws Error where the file holds something else.
 */
export function readOrCreateKey(dataDir: string, name: string): string {
  const file = join(dataDir, name);
  return checked(read(file) ?? create(dataDir, file), file);
}

/**
 * The key that a file of the data folder holds; null where there is no such file.
 * @throws Error where the file holds something else.
 */
export function readKey(dataDir: string, name: string): string | null {
  const file = join(dataDir, name);
  const key = read(file);
  return key === null ? null : checked(key, file);
}

function checked(key: string, file: string): string {
  if (isKey(key)) return key;
  throw new Error(`${file} does not hold a key of the panel; restore it, or remove it for a new one`);
}

function create(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(8).toString("hex")}`;
  try {
    writeFileSync(draft, `${newKey()}\n`, { flag: "wx", mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, "utf8").trim();
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
