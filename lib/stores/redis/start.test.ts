import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { swapOf } from "../contract/place.ts";
import { StoreError } from "../store.ts";
import { openRedisStore } from "./open.ts";
import { OldServer } from "./testing/old-server.ts";
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

it("is unavailable at each server that is too old, whenever it comes, and never writes there", async () => {
  await server.kill();
  const store = await openRedisStore({ url: server.url, startWithinMs: 50 });
  onTestFinished(() => store.close());
  for (let time = 0; time < 2; time += 1) {
    const old = await OldServer.start(server.port);
    const tooOld = { name: "StoreError", code: "unavailable", message: expect.stringContaining("Redis 6.2.14") };
    await vi.waitFor(() => expect(store.load("circuits")).rejects.toMatchObject(tooOld), { timeout: 5_000 });
    await expect(store.swap(swapOf("external_api", {}))).rejects.toMatchObject(tooOld);
    await expect(store.waitForChanges("", new AbortController().signal)).rejects.toMatchObject(tooOld);
    await old.stop();
    expect(old.heard).not.toContain("EVAL");

    await server.restart();
    await vi.waitFor(async () => expect(await store.load("circuits")).toEqual([]), { timeout: 5_000 });
    await server.kill();
  }
}, 30_000);
