import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { create, swapOf } from "../contract/place.ts";
import { openRedisStore, type RedisOptions } from "./open.ts";
import type { RedisStore } from "./redis-store.ts";
import { OldServer } from "./testing/old-server.ts";
import { RedisServer } from "./testing/redis-server.ts";

const UNAVAILABLE = { name: "StoreError", code: "unavailable" };

describe("opening a store on Redis", () => {
  let server: RedisServer;
  const stores: RedisStore[] = [];
  beforeAll(async () => {
    server = await RedisServer.start({ config: { requirepass: "correct horse" } });
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });

  async function open(options: Partial<RedisOptions>): Promise<RedisStore> {
    const store = await openRedisStore({ url: withPassword("correct%20horse"), ...options });
    stores.push(store);
    return store;
  }

  function withPassword(password: string): string {
    return `redis://:${password}@127.0.0.1:${server.port}`;
  }

  it("takes a password and the number of a database from the URL", async () => {
    const store = await open({ url: `${withPassword("correct%20horse")}/3` });
    await create(store, "external_api", 1);
    expect(await (await open({})).load("circuits")).toEqual([]);
  });

  it("goes by the server's time at once", async () => {
    const store = await open({ now: () => 1_000 });
    expect(Math.abs(store.clock.now() - Date.now())).toBeLessThan(1_000);
  });

  it.each([
    ["a wrong password", () => withPassword("hunter2"), /user or the password/],
    ["no password", () => `redis://127.0.0.1:${server.port}`, /asks for a user and a password/],
    ["no such database", () => `${withPassword("correct%20horse")}/99`, /out of range/],
  ])("fails with %s, and does not tell it", async (_, url, said) => {
    const error = await open({ url: url() }).catch((thrown) => thrown);
    expect(error).toMatchObject({ ...UNAVAILABLE, message: expect.stringMatching(said) });
    expect(error.message).toContain(`127.0.0.1:${server.port}`);
    expect(String(error.message)).not.toMatch(/hunter2|horse/);
  });

  it("fails after a while where no server is, and names the place without the password", async () => {
    const gone = await RedisServer.start();
    await gone.stop();
    const error = await open({ url: `redis://ada:hunter2@127.0.0.1:${gone.port}` }).catch((thrown) => thrown);
    expect(error).toMatchObject(UNAVAILABLE);
    expect(error.message).toMatch(new RegExp(`127.0.0.1:${gone.port}.*ECONNREFUSED`));
    expect(error.message).not.toContain("hunter2");
  }, 15_000);

  it("waits for a server that comes a little later", async () => {
    const late = await RedisServer.start();
    onTestFinished(() => late.stop());
    await late.kill();
    const opening = open({ url: late.url });
    await late.restart();
    await create(await opening, "external_api", 1);
  });

  it.each(["nonsense", "http://ada:hunter2@localhost", "redis://ada:hunter2@localhost:port", "redis://localhost/ten"])(
    "refuses the URL %s without repeating it",
    async (url) => {
      const error = await open({ url }).catch((thrown) => thrown);
      expect(error).toMatchObject({ ...UNAVAILABLE, message: expect.stringContaining("redis://user:password@") });
      expect(JSON.stringify([error.message, String(error.cause)])).not.toContain("hunter2");
    },
  );

  it("refuses a prefix without a hash tag", async () => {
    await expect(open({ prefix: "bp" })).rejects.toThrow(TypeError);
  });

  it("refuses a server that is too old", async () => {
    const old = await OldServer.start();
    onTestFinished(() => old.stop());
    await expect(open({ url: `redis://127.0.0.1:${old.port}` })).rejects.toMatchObject({
      ...UNAVAILABLE,
      message: `The server at 127.0.0.1:${old.port} is Redis 6.2.14; the store needs version 7 or newer`,
    });
  });

  it("keeps apart what has another prefix", async () => {
    const one = await open({ prefix: "{one}" });
    const other = await open({ prefix: "{other}" });
    await create(one, "external_api", 1);
    expect(await other.load("circuits")).toEqual([]);
  });
});

describe("inspecting a Redis server", () => {
  it("names it, and says what is at risk", async () => {
    const server = await RedisServer.start({ config: { "maxmemory-policy": "allkeys-lru" } });
    onTestFinished(() => server.stop());
    const store = await openRedisStore({ url: server.url });
    onTestFinished(() => store.close());
    const { server: name, warnings } = await store.inspect();
    expect(name).toMatch(/^(Redis|Valkey) \d+\.\d+\.\d+$/);
    expect(warnings).toEqual([expect.stringContaining("allkeys-lru"), expect.stringContaining("appendonly no")]);

    await server.command("CONFIG", "SET", "maxmemory-policy", "noeviction", "appendonly", "yes");
    expect((await store.inspect()).warnings).toEqual([expect.stringContaining("appendfsync everysec")]);
    await server.command("CONFIG", "SET", "appendfsync", "no");
    expect((await store.inspect()).warnings).toEqual([expect.stringContaining("appendfsync no")]);
    await server.command("CONFIG", "SET", "appendfsync", "always");
    expect((await store.inspect()).warnings).toEqual([]);
    await server.command("REPLICAOF", "127.0.0.1", "1");
    expect((await store.inspect()).warnings).toEqual([expect.stringContaining("replica")]);
  });
});

describe("names and writers of any sort, in Redis", () => {
  it("come back as they were", async () => {
    const server = await RedisServer.start();
    onTestFinished(() => server.stop());
    const store = await openRedisStore({ url: server.url });
    onTestFinished(() => store.close());
    const odd = ["with blank", "with\nbreak", "ключ 鍵 🔑", "%20 %", "a.b.c", "0", "\u0000", ""];
    const { cursor } = await store.changes(null);
    for (const text of odd) {
      const swap = swapOf(text, { next: text, writeId: text });
      expect(await store.swap(swap)).toMatchObject({ status: "applied", version: { writeId: text } });
      expect(await store.swap(swap)).toMatchObject({ status: "applied", version: { writeId: text } });
      const stored = await store.get("circuits", text);
      expect(stored).toMatchObject({ id: text, version: { writeId: text }, value: text });
      const next = swapOf(text, { expected: stored?.version ?? null, next: [text] });
      expect(await store.swap(next)).toMatchObject({ status: "applied" });
    }
    const { changes } = await store.changes(cursor);
    expect(changes.map((change) => change.id)).toEqual(odd.flatMap((text) => [text, text]));
    for (const change of changes) expect((await store.changes(change.cursor)).trimmed).toBe(false);
    await expect(store.swap(swapOf("\ud800", {}))).rejects.toThrow(TypeError);
    await expect(store.swap(swapOf("a", { writeId: "\ud800" }))).rejects.toThrow(URIError);
  });
});
