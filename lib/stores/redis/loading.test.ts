import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { create } from "../contract/place.ts";
import { openRedisStore, type RedisOptions } from "./open.ts";
import type { RedisStore } from "./redis-store.ts";
import { RedisServer } from "./testing/redis-server.ts";

const CONFIG = {
  // Microseconds for each key, so that a server which keeps little is loading for a second.
  "key-load-delay": "10000",
  // It answers now and then meanwhile: after so many bytes, which are about one key of `FILL`.
  "loading-process-events-interval-bytes": "1024",
  rdbcompression: "no",
};
const FILL = "for key = 1, 100 do redis.call('SET', 'key-' .. key, string.rep('x', 1024)) end";

describe("opening a store on a Redis server that is still loading what it keeps", () => {
  let server: RedisServer;
  beforeEach(async () => {
    server = await RedisServer.start({ config: CONFIG });
    const store = await open();
    await create(store, "external_api", "kept");
    await store.close();
    await server.command("EVAL", FILL, "0");
    await server.command("SAVE");
    await server.restart({ isLoaded: false });
    await expect(server.command("GET", "any")).rejects.toThrow("LOADING");
  });
  afterEach(() => server.stop());

  async function open(options: Partial<RedisOptions> = {}): Promise<RedisStore> {
    const store = await openRedisStore({ url: `${server.url}/1`, ...options });
    onTestFinished(() => store.close());
    return store;
  }

  it("waits until it has loaded all", async () => {
    const store = await open();
    expect(await store.load("circuits")).toMatchObject([{ value: "kept" }]);
  });

  it("is there without for one who goes on without, says what it is waiting for, and has all later", async () => {
    const store = await open({ startWithinMs: 300 });
    await expect(store.load("circuits")).rejects.toMatchObject({
      name: "StoreError",
      code: "unavailable",
      message: expect.stringMatching(/still loading.*LOADING/),
    });
    await vi.waitFor(async () => expect(await store.load("circuits")).toMatchObject([{ value: "kept" }]), {
      timeout: 5_000,
    });
  });
});
