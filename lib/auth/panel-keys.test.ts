import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RemoteStore } from "../registry/testkit.ts";
import { readSettings } from "../settings.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { resolveKeys, restoreSharedKeys } from "./panel-keys.ts";
import { newKey } from "./secret.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "panel-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The settings of a panel with a data folder of its own. */
const panel = (name: string, env: Record<string, string> = {}) =>
  readSettings({ PANEL_DATA_DIR: join(folder, name), ...env });

const filesOf = (name: string) =>
  readdirSync(folder).flatMap((each) => (each === name ? readdirSync(join(folder, each)) : []));

describe("a panel with a store of its own", () => {
  test("makes its keys once, and keeps them in files that only their owner can read", async () => {
    const keys = await resolveKeys(panel("one"), null);
    expect(keys.secrets).toHaveLength(32);
    expect(await resolveKeys(panel("one"), null)).toEqual(keys);
    expect(filesOf("one").sort()).toEqual(["secrets-key", "session-secret"]);
    for (const file of filesOf("one")) expect(statSync(join(folder, "one", file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "one", "session-secret"), "utf8").trim()).toBe(keys.session);
  });

  test("goes by what is set, and makes no file then", async () => {
    const key = newKey();
    const settings = panel("one", { PANEL_SECRETS_KEY: key, NEXTAUTH_SECRET: "a secret of at least 32 characters" });
    expect(await resolveKeys(settings, null)).toEqual({
      session: "a secret of at least 32 characters",
      secrets: Buffer.from(key, "base64url"),
    });
    expect(filesOf("one")).toEqual([]);
  });
});

describe("panels that share a store", () => {
  test("agree on their keys, even where they start at the same time, and keep them there alone", async () => {
    const store = new RemoteStore(new MemoryStore());
    const keys = await Promise.all(["one", "two", "three"].map((name) => resolveKeys(panel(name), store)));
    expect(keys[1]).toEqual(keys[0]);
    expect(keys[2]).toEqual(keys[0]);
    expect(keys[0]!.secrets.toString("base64url")).not.toBe(keys[0]!.session);
    expect(await resolveKeys(panel("late"), store)).toEqual(keys[0]);
    expect((await store.load("secrets")).map(({ id }) => id).sort()).toEqual(["key:secrets", "key:session"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("go on with the keys of the one that brings files along first", async () => {
    const before = await resolveKeys(panel("migrated"), null);
    await resolveKeys(panel("differs"), null);
    const store = new MemoryStore();
    for (const name of ["migrated", "differs", "new"]) expect(await resolveKeys(panel(name), store)).toEqual(before);
  });

  test("go by what is set, and write nothing into the store then", async () => {
    const store = new MemoryStore();
    const settings = panel("one", { PANEL_SECRETS_KEY: newKey(), NEXTAUTH_SECRET: "x".repeat(32) });
    const keys = await resolveKeys(settings, store);
    expect(keys.secrets).toEqual(Buffer.from(settings.secretsKey!, "base64url"));
    await restoreSharedKeys(settings, keys, store);
    expect(store.load("secrets")).toEqual([]);
  });

  test("give a store that has lost its keys those that they work with", async () => {
    const keys = await resolveKeys(panel("one"), new MemoryStore());
    const emptied = new MemoryStore();
    await restoreSharedKeys(panel("one"), keys, emptied);
    expect(await resolveKeys(panel("two"), emptied)).toEqual(keys);
    const others = await resolveKeys(panel("three"), new MemoryStore());
    await restoreSharedKeys(panel("three"), others, emptied);
    expect(await resolveKeys(panel("two"), emptied)).toEqual(keys);
  });

  test.each([{ schema: 2, key: randomBytes(32).toString("base64url") }, { schema: 1, key: "short" }, "text"])(
    "do not start on something else in a key's place: %j",
    async (value) => {
      const store = new MemoryStore();
      const swap = { collection: "secrets", id: "key:session", expected: null, next: value, events: [] } as const;
      store.swap({ ...swap, writeId: "one" });
      await expect(resolveKeys(panel("one"), store)).rejects.toThrow(/does not hold a key .*session/);
      expect(store.get("secrets", "key:session")?.value).toEqual(value);
    },
  );

  test("do not start on a file that holds something else", async () => {
    await resolveKeys(panel("one"), null);
    const file = join(folder, "one", "secrets-key");
    writeFileSync(file, "damaged");
    await expect(resolveKeys(panel("one"), new MemoryStore())).rejects.toThrow(file);
  });
});
