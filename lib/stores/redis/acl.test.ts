import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@redis/client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { apply, create, eventOf, swapOf } from "../contract/place.ts";
import { openRedisStore } from "./open.ts";
import type { RedisStore } from "./redis-store.ts";
import { RedisServer } from "./testing/redis-server.ts";

const NOPERM = { name: "StoreError", code: "unavailable", message: expect.stringContaining("NOPERM") };

/** The rules that the documentation gives to a user, word by word. */
function documented(user: "panel" | "engine"): string[] {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/redis.md"), "utf8");
  const block = new RegExp(`^ACL SETUSER ${user} ([^\`]*)`, "m").exec(page);
  return block![1]!.trim().split(/\s+/);
}

const SCOPES = ["panel", "engine"] as const;

describe("the documented access rules", () => {
  let server: RedisServer;
  let stores: RedisStore[];
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    stores = [];
    await server.command("FLUSHALL");
    for (const user of SCOPES) await server.command("ACL", "SETUSER", user, "reset", ...documented(user));
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
  });

  async function openAs(user: "panel" | "engine", scope = user): Promise<RedisStore> {
    const store = await openRedisStore({ url: urlOf(user), scope });
    stores.push(store);
    return store;
  }

  function urlOf(user: string): string {
    return `redis://${user}:password@127.0.0.1:${server.port}`;
  }

  /** What the server answers to a command of a user's. */
  async function commandAs(user: string, ...args: readonly string[]): Promise<unknown> {
    const client = createClient({ url: urlOf(user), RESP: 2, disableClientInfo: true, maintNotifications: "disabled" });
    try {
      await client.connect();
      return await client.sendCommand([...args]);
    } finally {
      client.destroy();
    }
  }

  it.each(SCOPES)("let a store of the scope %s do all that there is to do", async (user) => {
    await everything(await openAs(user), server);
  });

  it.each(SCOPES)(
    "hold no command that a store of the scope %s could do without",
    async (user) => {
      const commands = documented(user).filter((rule) => rule.startsWith("+") && rule !== "+config|get");
      // A ping is sent on a connection that is idle for a second; without it the connection would be lost.
      for (const command of commands.filter((rule) => rule !== "+ping")) {
        await server.command("FLUSHALL");
        await server.command("SCRIPT", "FLUSH");
        await server.command("ACL", "SETUSER", user, `-${command.slice(1)}`);
        const attempt = openAs(user).then((store) => everything(store, server));
        await expect(attempt, command).rejects.toThrow("its user lacks a permission");
        await server.command("ACL", "SETUSER", user, command);
      }
    },
    30_000,
  );

  it("let an engine and a panel work together", async () => {
    const engine = await openAs("engine");
    const panel = await openAs("panel");
    const before = await engine.changes(null);
    const version = await create(engine, "external_api", { count: 1 });
    await apply(panel, swapOf("ada", { collection: "users", next: { role: "admin" } }));
    await apply(panel, swapOf("external_api", { expected: version, next: { count: 2 } }));

    const { changes, cursor } = await engine.changes(before.cursor);
    expect(changes).toMatchObject([{ value: { count: 1 } }, { value: { count: 2 } }]);
    expect((await panel.changes(before.cursor)).changes).toHaveLength(3);

    // The last change of all is one that the engine cannot see.
    await apply(panel, swapOf("ci", { collection: "tokens", next: "hash" }));
    expect(await engine.changes(null)).toEqual({ changes: [], cursor, trimmed: false });
    expect(await engine.changes(cursor)).toEqual({ changes: [], cursor, trimmed: false });
    const waiting = engine.waitForChanges(cursor, new AbortController().signal);
    await create(panel, "another", 1);
    expect((await waiting).changes).toMatchObject([{ id: "another" }]);
  });

  it("keep an engine's user from reading or writing what is the panel's", async () => {
    const panel = await openAs("panel");
    await apply(panel, swapOf("ada", { collection: "users", next: { role: "admin" } }));
    const users = "{bp}:panel:values:users";
    const attempts = [
      ["HGET", users, "ada"],
      ["HSCAN", users, "0"],
      ["HSET", users, "eve", "1"],
      ["DEL", users],
      ["XRANGE", "{bp}:panel:changes", "-", "+"],
      ["EVAL", "return redis.call('HGET', KEYS[1], 'ada')", "1", users],
      ["EVAL", `return redis.call('HGET', '${users}', 'ada')`, "0"],
      ["KEYS", "*"],
      ["CONFIG", "GET", "*"],
      ["ACL", "LIST"],
      ["FLUSHALL"],
    ];
    for (const attempt of attempts)
      await expect(commandAs("engine", ...attempt), attempt.join(" ")).rejects.toThrow(/NOPERM|can't access/);
    const impostor = await openAs("engine", "panel");
    await expect(impostor.load("users")).rejects.toMatchObject(NOPERM);
    await expect(impostor.swap(swapOf("eve", { collection: "users" }))).rejects.toMatchObject(NOPERM);
    expect(await panel.load("users")).toHaveLength(1);
  });

  it("make a store of the engine's scope refuse what is the panel's before it asks", async () => {
    const engine = await openAs("engine");
    for (const collection of ["users", "tokens", "secrets"] as const) {
      await expect(engine.load(collection)).rejects.toThrow(`does not reach ${collection}`);
      await expect(engine.get(collection, "ada")).rejects.toThrow(`does not reach ${collection}`);
      await expect(engine.swap(swapOf("ada", { collection }))).rejects.toThrow(`does not reach ${collection}`);
    }
  });

  it("leave nothing half written where they are changed for the worse", async () => {
    const store = await openAs("panel");
    const version = await create(store, "external_api", 1);
    const { cursor } = await store.changes(null);
    const swap = swapOf("external_api", { expected: version, next: 2, events: [eventOf({ actor: "ada" })] });
    for (const command of ["xadd", "hset", "hsetnx", "hdel", "hgetall", "set", "zadd", "xtrim"]) {
      await server.command("ACL", "SETUSER", "panel", `-${command}`);
      await expect(store.swap(swap), command).rejects.toMatchObject(NOPERM);
      await server.command("ACL", "SETUSER", "panel", `+${command}`);
      expect(await store.get("circuits", "external_api"), command).toMatchObject({ version, value: 1 });
      expect((await store.changes(cursor)).changes, command).toEqual([]);
      expect((await store.history({ limit: 10 })).events, command).toEqual([]);
    }
    await apply(store, swap);
  });

  it("do not need the right to read settings", async () => {
    await server.command("ACL", "SETUSER", "panel", "-config|get");
    const { server: name, warnings } = await (await openAs("panel")).inspect();
    expect(name).toMatch(/\d+\.\d+/);
    expect(warnings).toEqual([]);
  });
});

/** Every verb of a store, and what only happens now and then. */
async function everything(store: RedisStore, server: RedisServer): Promise<void> {
  const now = Date.now();
  const { cursor } = await store.changes(null);
  const events = [eventOf({ at: now }), eventOf({ at: now, actor: "ada" })];
  const version = await apply(store, swapOf("external_api", { next: 1, events }));
  expect(await store.load("circuits")).toHaveLength(1);
  expect(await store.get("circuits", "external_api")).toMatchObject({ version, value: 1 });
  await apply(store, swapOf("external_api", { expected: version, next: null }));
  expect((await store.waitForChanges(cursor, new AbortController().signal)).changes).toHaveLength(2);

  const { cursor: present } = await store.changes(null);
  const waiting = store.waitForChanges(present, new AbortController().signal);
  await Promise.race([waiting, server.isWaitedOn()]);
  await create(store, "another", 1);
  expect((await waiting).changes).toHaveLength(1);
  await store.append(events);
  for (const filter of [{}, { actor: "ada" }, { nodeType: "external_api" }])
    expect((await store.history({ ...filter, limit: 10 })).events).not.toEqual([]);

  const counts = { circuit: "external_api", minute: 60_000, successes: 1, failures: 0, ignored: 0, rejected: 0 };
  await store.addCounts([{ ...counts, latency: [1] }]);
  await store.addCounts([{ ...counts, latency: [1] }]);
  expect(await store.counts(0)).toMatchObject([{ successes: 2 }]);
  await store.addRecordings([{ circuit: "external_api", minute: 60_000, seconds: "A" }]);
  expect(await store.recordings("external_api", 0)).toHaveLength(1);
  await store.probe();

  // The numbers are lost while there are events.
  await server.command("DEL", "{bp}:engine:meta");
  await store.append(events);
  const never = { events: 0, acts: 0, minutes: 0, recordings: 0, mostRecordings: 1 };
  await store.trim(never, now + 1);
  expect((await store.history({ limit: 10 })).events).toEqual([]);
  expect(await store.counts(0)).toEqual([]);
  expect(await store.recordings("external_api", 0)).toEqual([]);
}
