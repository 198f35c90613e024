import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { apply, create, eventOf, newWriteId, presentCursor, swapOf } from "../contract/place.ts";
import { KEEP_CHANGES_MS, REMEMBER_WRITES_MS } from "../limits.ts";
import type { Collection, Store } from "../store.ts";
import { openRedisStore } from "./open.ts";
import type { RedisStore } from "./redis-store.ts";
import { RedisServer } from "./testing/redis-server.ts";

describe("many who share a Redis server", () => {
  let server: RedisServer;
  let stores: RedisStore[];
  beforeAll(async () => {
    server = await RedisServer.start();
    stores = await Promise.all([1, 2, 3].map(() => openRedisStore({ url: server.url })));
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await server.stop();
  });
  beforeEach(async () => {
    await server.command("FLUSHALL");
  });

  it("lose no count, and tell every one of them once", async () => {
    const cursor = await presentCursor(stores[0]!);
    await Promise.all(stores.map((store) => countUp(store, 100)));
    expect(await stores[0]!.get("settings", "counter")).toMatchObject({ value: 300 });
    const values: unknown[] = [];
    for (let from = cursor; ; ) {
      const { changes, cursor: next } = await stores[1]!.changes(from);
      if (changes.length === 0) break;
      values.push(...changes.map((change) => change.value));
      from = next;
    }
    expect(values).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    expect((await stores[2]!.history({ limit: 1_000 })).events).toHaveLength(300);
  });

  it("begin together where nothing is yet", async () => {
    const cursors = await Promise.all(stores.map(presentCursor));
    expect(new Set(cursors).size).toBe(1);
    await Promise.all(stores.map((store, index) => create(store, `circuit-${index}`, index)));
    for (const store of stores) expect((await store.changes(cursors[0]!)).changes).toHaveLength(3);
  });

  it("add to the same counts and recordings", async () => {
    const counts = { circuit: "a", minute: 60_000, successes: 1, failures: 0, ignored: 0, rejected: 0, latency: [1] };
    await Promise.all(stores.map((store) => store.addCounts([counts])));
    await Promise.all(stores.map((store) => store.addRecordings([{ circuit: "a", minute: 60_000, seconds: "x" }])));
    expect(await stores[0]!.counts(0)).toEqual([{ ...counts, successes: 3, latency: [3] }]);
    expect(await stores[0]!.recordings("a", 0)).toEqual([{ circuit: "a", minute: 60_000, seconds: "xxx" }]);
  });

  it("load every value once while others write", async () => {
    const [store, other] = stores as [RedisStore, RedisStore];
    const versions = await Promise.all(Array.from({ length: 3_000 }, (_, each) => create(store, `circuit-${each}`, 0)));
    const loading = store.load("circuits");
    await Promise.all(
      versions.slice(0, 500).map((expected, each) => apply(other, swapOf(`circuit-${each}`, { expected, next: 1 }))),
    );
    const loaded = await loading;
    expect(loaded).toHaveLength(3_000);
    expect(new Set(loaded.map((stored) => stored.id)).size).toBe(3_000);
  });

  it("keep a write in mind for 10 minutes, and a value without end", async () => {
    await create(stores[0]!, "external_api", 1);
    const [remembered] = (await server.command("KEYS", "{bp}:engine:write:*")) as string[];
    const left = Number(await server.command("PTTL", remembered!));
    expect(left).toBeLessThanOrEqual(REMEMBER_WRITES_MS);
    expect(left).toBeGreaterThan(REMEMBER_WRITES_MS - 60_000);
    expect(await server.command("PTTL", "{bp}:engine:values:circuits")).toBe(-1);
    expect(await server.command("PTTL", "{bp}:engine:meta")).toBe(-1);
  });

  it("drop the changes of more than 10 minutes ago at the first write of a minute, and tell who still wants them", async () => {
    const store = stores[0]!;
    const before = await presentCursor(store);
    await writeMany(store, "circuits", 300);
    const old = await presentCursor(store);
    await writeMany(store, "circuits", 10);
    const recent = await presentCursor(store);
    await pretend(old, "engine");
    await create(store, "next", 1);

    expect(Number(await server.command("XLEN", "{bp}:engine:changes"))).toBeLessThan(200);
    expect(await store.changes(before)).toMatchObject({ changes: [], trimmed: true });
    expect((await store.changes(recent)).changes).toMatchObject([{ id: "next" }]);
  });

  it("tell one whose place is kept that others' changes after it are not", async () => {
    const store = stores[0]!;
    await writeMany(store, "users", 1);
    const place = await presentCursor(store);
    await writeMany(store, "circuits", 300);
    await pretend(await presentCursor(store), "engine");
    await create(store, "next", 1);
    // The panel's stream has had no write since, and has the place still; the engine's lacks what came after it.
    expect(await store.changes(place)).toMatchObject({ changes: [], trimmed: true });
  });

  /** Makes it so that what was written up to the cursor was written more than 10 minutes ago. */
  async function pretend(cursor: string, scope: string): Promise<void> {
    const meta = "{bp}:engine:meta";
    const fields = (await server.command("HKEYS", meta)) as string[];
    await server.command("HDEL", meta, ...fields.filter((field) => field.startsWith(`${scope}:`)));
    const [seconds] = (await server.command("TIME")) as string[];
    const minute = Math.floor(Number(seconds) / 60) - KEEP_CHANGES_MS / 60_000;
    await server.command("HSET", meta, `${scope}:${minute}`, cursor.split(".")[1]!);
  }
});

async function countUp(store: Store, times: number): Promise<void> {
  for (let done = 0; done < times; ) {
    const stored = await store.get("settings", "counter");
    const result = await store.swap({
      collection: "settings",
      id: "counter",
      expected: stored?.version ?? null,
      next: Number(stored?.value ?? 0) + 1,
      events: [eventOf({ kind: "counted" })],
      writeId: newWriteId(),
    });
    if (result.status === "applied") done += 1;
  }
}

async function writeMany(store: Store, collection: Collection, count: number): Promise<void> {
  let expected = (await store.get(collection, "busy"))?.version ?? null;
  for (let each = 0; each < count; each++)
    expected = await apply(store, swapOf("busy", { collection, expected, next: each }));
}
