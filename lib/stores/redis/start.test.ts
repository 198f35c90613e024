import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { StoreError } from "../store.ts";
import { openRedisStore } from "./open.ts";
import { RedisServer } from "./testing/redis-server.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

it("is there without its server for one who goes on without, and is available once the server is", async () => {
  await server.kill();
  await using store = Object.assign(await openRedisStore({ url: server.url, startWithinMs: 50 }), {
    [Symbol.asyncDispose]: () => store.close(),
  });
  await expect(store.load("circuits")).rejects.toThrow(StoreError);
  await expect(store.waitForChanges("", new AbortController().signal)).rejects.toThrow(StoreError);
  await server.restart();
  await vi.waitFor(async () => expect(await store.load("circuits")).toEqual([]), { timeout: 5_000 });
});

it("can be closed before it was ever available", async () => {
  await server.kill();
  const store = await openRedisStore({ url: server.url, startWithinMs: 50 });
  await store.close();
  await server.restart();
  await expect(async () => store.load("circuits")).rejects.toThrow("closed");
});

it("throws where it has to have its server", async () => {
  await using other = Object.assign(await RedisServer.start({ config: { requirepass: "s3cret" } }), {
    [Symbol.asyncDispose]: () => other.stop(),
  });
  await expect(openRedisStore({ url: other.url })).rejects.toThrow(StoreError);
});
