import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { apply, create, eventOf, presentCursor, swapOf } from "../contract/place.ts";
import type { Store } from "../store.ts";
import { newRedisPlace, type RedisPlace } from "./testing/place.ts";
import { RedisServer } from "./testing/redis-server.ts";

const UNAVAILABLE = { name: "StoreError", code: "unavailable" };
const UNKNOWN = { name: "StoreError", code: "outcome_unknown" };
const DURABLE = { appendonly: "yes", appendfsync: "always" };

describe("a Redis store whose server fails", () => {
  let server: RedisServer;
  let place: RedisPlace;
  beforeEach(async () => {
    server = await RedisServer.start({ config: DURABLE });
    place = newRedisPlace(server);
  });
  afterEach(async () => {
    await server.stop();
    await place.remove();
  });

  it("is unavailable while the server is gone, says where it was, and goes on when it is back", async () => {
    const store = await place.open();
    const version = await create(store, "external_api", { count: 1 });
    const cursor = await presentCursor(store);
    await server.kill();
    await vi.waitFor(() => expect(store.swap(swapOf("other", {}))).rejects.toMatchObject(UNAVAILABLE));
    await expect(store.get("circuits", "external_api")).rejects.toMatchObject(UNAVAILABLE);
    await expect(store.probe()).rejects.toThrow(`The Redis server at 127.0.0.1:${server.port} cannot be used`);

    await server.restart();
    await healed(store);
    expect(await store.get("circuits", "external_api")).toMatchObject({ version, value: { count: 1 } });
    await apply(store, swapOf("external_api", { expected: version, next: { count: 2 } }));
    expect((await store.changes(cursor)).changes).toMatchObject([{ value: { count: 2 } }]);
  });

  it("does not know what became of a write that was on its way when the server ended; it can be sent again", async () => {
    const store = await place.open();
    await create(store, "other", 1);
    server.pause();
    const swap = swapOf("external_api", { events: [eventOf({})] });
    const write = expect(store.swap(swap)).rejects.toMatchObject(UNKNOWN);
    const read = expect(store.get("circuits", "other")).rejects.toMatchObject(UNAVAILABLE);
    await onItsWay();
    await server.kill();
    await Promise.all([write, read]);

    await server.restart();
    await healed(store);
    await apply(store, swap);
    expect((await store.history({ limit: 10 })).events).toHaveLength(1);
  });

  it("answers within the deadline while the server hangs, and writes once what is sent again later", async () => {
    const store = await place.open(undefined, { deadlineMs: 100 });
    const version = await create(store, "external_api", 1);
    await store.append([eventOf({})]);
    server.pause();
    const swap = swapOf("external_api", { expected: version, next: 2, events: [eventOf({})] });
    await expect(store.swap(swap)).rejects.toMatchObject(UNKNOWN);
    await expect(store.append([eventOf({})])).rejects.toMatchObject(UNKNOWN);
    await expect(store.get("circuits", "external_api")).rejects.toMatchObject(UNAVAILABLE);
    await expect(store.get("circuits", "external_api")).rejects.toThrow("no answer within 100 ms");

    server.resume();
    await healed(store);
    expect((await apply(store, swap)).writeId).toBe(swap.writeId);
    expect(await store.get("circuits", "external_api")).toMatchObject({ value: 2 });
    expect((await store.history({ limit: 10 })).events).toHaveLength(3);
  });

  it("gives up a connection on which nothing is answered, and takes another", async () => {
    const store = await place.open(undefined, { deadlineMs: 100 });
    await create(store, "external_api", 1);
    const before = await connectionsOf(server);
    server.pause();
    // Something is sent all the time, so that the connection never looks idle.
    const end = performance.now() + 3_500;
    while (performance.now() < end) await expect(store.get("circuits", "external_api")).rejects.toThrow();
    server.resume();
    await healed(store);
    const after = await connectionsOf(server);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
  }, 15_000);

  it("takes an answer that came in time, though this process was too busy to read it before the deadline", async () => {
    const store = await place.open(undefined, { deadlineMs: 50 });
    await create(store, "external_api", 1);
    const reading = store.get("circuits", "external_api");
    await onItsWay();
    for (const end = performance.now() + 100; performance.now() < end; );
    expect(await reading).toMatchObject({ value: 1 });
  });

  it("can be closed while the server hangs", async () => {
    const store = await place.open(undefined, { deadlineMs: 100 });
    server.pause();
    const late = expect(store.swap(swapOf("external_api", {}))).rejects.toMatchObject(UNKNOWN);
    await onItsWay();
    await store.close();
    await late;
    await expect(store.get("circuits", "external_api")).rejects.toMatchObject(UNAVAILABLE);
  });

  it("tells one who comes with a cursor that the server lost its last writes and gives their numbers again", async () => {
    await server.command("CONFIG", "SET", "appendonly", "no");
    await server.stop();
    server = await RedisServer.start();
    place = newRedisPlace(server);
    const store = await place.open();
    await create(store, "kept", 1);
    const kept = await presentCursor(store);
    await server.command("SAVE");
    const lost = await create(store, "lost", 1);
    const cursor = await presentCursor(store);
    await server.restart();
    await healed(store);
    expect(await store.changes(cursor)).toMatchObject({ changes: [], trimmed: true });

    const again = await create(store, "another", 1);
    expect(again.number).toBe(lost.number);
    expect(again).not.toEqual(lost);
    expect(await store.changes(cursor)).toMatchObject({ changes: [], trimmed: true });
    expect((await store.changes(kept)).changes).toMatchObject([{ id: "another" }]);
  });

  it("tells one who comes with a cursor that everything was removed, and gives no number again", async () => {
    const store = await place.open();
    const version = await create(store, "external_api", 1);
    await store.append([eventOf({})]);
    const cursor = await presentCursor(store);
    await server.command("FLUSHALL");
    const { changes, trimmed, cursor: present } = await store.changes(cursor);
    expect({ changes, trimmed }).toEqual({ changes: [], trimmed: true });
    expect(await store.load("circuits")).toEqual([]);

    expect((await create(store, "external_api", 2)).number).toBeGreaterThan(version.number);
    expect((await store.changes(present)).changes).toMatchObject([{ id: "external_api", value: 2 }]);
    expect(await store.changes(cursor)).toMatchObject({ changes: [], trimmed: true });
  });

  it("writes after everything was removed, though nobody has asked for the changes since", async () => {
    const store = await place.open();
    await create(store, "external_api", 1);
    await server.command("FLUSHALL");
    await apply(store, swapOf("external_api", { next: 2, events: [eventOf({})] }));
    await server.command("FLUSHALL");
    await store.append([eventOf({})]);
    expect((await store.history({ limit: 10 })).events).toHaveLength(1);
  });
});

describe("a Redis store whose server refuses", () => {
  let server: RedisServer;
  let place: RedisPlace;
  let store: Store;
  beforeEach(async () => {
    server = await RedisServer.start();
    place = newRedisPlace(server);
    store = await place.open();
  });
  afterEach(async () => {
    await place.remove();
    await server.stop();
  });

  const refusals: readonly (readonly [string, readonly string[], readonly string[], RegExp])[] = [
    ["is full", ["CONFIG", "SET", "maxmemory", "1"], ["CONFIG", "SET", "maxmemory", "0"], /raise its maxmemory.*OOM/],
    ["is a replica", ["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"], /primary's address.*READONLY/],
    [
      "has lost its replicas",
      ["CONFIG", "SET", "min-replicas-to-write", "1"],
      ["CONFIG", "SET", "min-replicas-to-write", "0"],
      /min-replicas-to-write.*NOREPLICAS/,
    ],
  ];

  it.each(refusals)(
    "a write while it %s is unavailable, writes nothing, and can be read",
    async (_, stop, go, said) => {
      const version = await create(store, "external_api", 1);
      const cursor = await presentCursor(store);
      await server.command(...stop);
      const swap = swapOf("external_api", { expected: version, next: 2, events: [eventOf({})] });
      await expect(store.swap(swap)).rejects.toMatchObject({ ...UNAVAILABLE, message: expect.stringMatching(said) });
      await expect(store.append([eventOf({})])).rejects.toMatchObject(UNAVAILABLE);
      await expect(store.probe()).rejects.toMatchObject(UNAVAILABLE);
      expect(await store.get("circuits", "external_api")).toMatchObject({ version, value: 1 });
      expect((await store.changes(cursor)).changes).toEqual([]);
      expect((await store.history({ limit: 10 })).events).toEqual([]);

      await server.command(...go);
      await store.probe();
      await apply(store, swap);
    },
  );

  it("a write is unavailable while it cannot put on its disk what it is given, until it can", async () => {
    await server.stop();
    // A server without snapshots does not care for its disk.
    server = await RedisServer.start({ config: { save: "3600 1000", "enable-protected-configs": "yes" } });
    place = newRedisPlace(server);
    const store = await place.open();
    onTestFinished(() => place.remove());
    const version = await create(store, "external_api", 1);
    const folder = mkdtempSync(join(tmpdir(), "breaker-panel-gone-"));
    await server.command("CONFIG", "SET", "dir", folder);
    rmdirSync(folder);
    await snapshotEnds(server, "err");
    const swap = swapOf("external_api", { expected: version, next: 2, events: [eventOf({})] });
    const said = expect.stringMatching(/cannot write to its disk: see its log.*MISCONF/);
    await expect(store.swap(swap)).rejects.toMatchObject({ ...UNAVAILABLE, message: said });
    await expect(store.append([eventOf({})])).rejects.toMatchObject({ ...UNAVAILABLE, message: said });
    await expect(store.probe()).rejects.toMatchObject({ ...UNAVAILABLE, message: said });
    expect(await store.get("circuits", "external_api")).toMatchObject({ version, value: 1 });

    await server.command("CONFIG", "SET", "dir", server.folder);
    await snapshotEnds(server, "ok");
    await store.probe();
    await apply(store, swap);
    expect((await store.history({ limit: 10 })).events).toHaveLength(1);
  });

  it("is unavailable while it is a replica that has lost its primary and does not answer without", async () => {
    await server.command("CONFIG", "SET", "replica-serve-stale-data", "no");
    await server.command("REPLICAOF", "127.0.0.1", "1");
    await expect(store.get("circuits", "external_api")).rejects.toThrow(/lost its primary.*MASTERDOWN/);
    await expect(store.swap(swapOf("external_api", {}))).rejects.toMatchObject(UNAVAILABLE);
    await server.command("REPLICAOF", "NO", "ONE");
    await create(store, "external_api", 1);
  });

  it("is unavailable while a script of somebody else does not end", async () => {
    await server.command("CONFIG", "SET", "busy-reply-threshold", "10");
    const endless = server.command("EVAL", "while true do end", "0").catch((error) => error);
    await vi.waitFor(() => expect(store.swap(swapOf("external_api", {}))).rejects.toThrow(/SCRIPT KILL/));
    await expect(store.get("circuits", "external_api")).rejects.toMatchObject(UNAVAILABLE);
    await server.command("SCRIPT", "KILL");
    await endless;
    await create(store, "another", 1);
  });

  it("runs its scripts though the server has forgotten them", async () => {
    const version = await create(store, "external_api", 1);
    await server.command("SCRIPT", "FLUSH");
    await apply(store, swapOf("external_api", { expected: version, next: 2, events: [eventOf({})] }));
    await server.command("SCRIPT", "FLUSH");
    expect((await store.history({ limit: 10, nodeType: "external_api" })).events).toHaveLength(1);
  });
});

/** Until the store can write again. */
function healed(store: Store): Promise<void> {
  return vi.waitFor(() => store.probe() as Promise<void>, { timeout: 5_000, interval: 20 });
}

/** Has the server take a snapshot, which has to end so. */
async function snapshotEnds(server: RedisServer, status: "ok" | "err"): Promise<void> {
  await server.command("BGSAVE");
  await vi.waitFor(async () =>
    expect(await server.command("INFO", "persistence")).toMatch(
      new RegExp(`rdb_bgsave_in_progress:0[^]*rdb_last_bgsave_status:${status}`),
    ),
  );
}

/** Until what was just sent has left this process. */
function onItsWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

async function connectionsOf(server: RedisServer): Promise<string[]> {
  const list = String(await server.command("CLIENT", "LIST"));
  return [...list.matchAll(/^id=(\d+).* cmd=(?!client)/gm)].map((match) => match[1]!);
}
