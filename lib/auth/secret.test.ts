import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readOrCreateKey } from "./secret.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "panel-key-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a key is made once, of 256 bits, for its owner's eyes only, in a folder that may be missing", () => {
  const dataDir = join(folder, "data");
  const key = readOrCreateKey(dataDir, "session-secret");
  expect(Buffer.from(key, "base64url")).toHaveLength(32);
  expect(readOrCreateKey(dataDir, "session-secret")).toBe(key);
  expect(readOrCreateKey(dataDir, "secrets-key")).not.toBe(key);
  expect(statSync(join(dataDir, "session-secret")).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(readdirSync(dataDir).sort()).toEqual(["secrets-key", "session-secret"]);
});

test("processes that start at the same time agree on one", async () => {
  const children = Array.from({ length: 2 }, () =>
    spawn(process.execPath, [join(import.meta.dirname, "testing/read-key.ts"), folder, "key"], {
      stdio: ["pipe", "pipe", "inherit"],
    }),
  );
  await Promise.all(children.map(({ stdout }) => once(stdout, "data")));
  const printed = children.map(({ stdout }) => text(stdout));
  for (const { stdin } of children) stdin.write("go");
  const keys = await Promise.all(printed);
  const kept = readFileSync(join(folder, "key"), "utf8").trim();
  expect(keys).toEqual([kept, kept]);
  expect(readdirSync(folder)).toEqual(["key"]);
});

test("a file that holds something else is not overwritten, and not taken for a key", () => {
  const file = join(folder, "key");
  for (const content of ["", "short", "x".repeat(44)]) {
    writeFileSync(file, content);
    expect(() => readOrCreateKey(folder, "key")).toThrow(file);
    expect(readFileSync(file, "utf8")).toBe(content);
  }
});
