import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRedisStore } from "./open.ts";
import type { RedisStore } from "./redis-store.ts";
import { RedisServer } from "./testing/redis-server.ts";

const CIRCUITS = 6_000;
const LONG = 1_000_000_000;
const KEEP_ALL = { events: LONG, acts: LONG, minutes: LONG, recordings: LONG, mostRecordings: LONG };
const HOUR_MS = 3_600_000;

describe("a large backlog in Redis", () => {
  let server: RedisServer;
  let store: RedisStore;
  const circuits = Array.from({ length: CIRCUITS }, (_, each) => `circuit-${each}`);
  beforeAll(async () => {
    server = await RedisServer.start();
    store = await openRedisStore({ url: server.url });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  it("of counts is removed in parts, and leaves no key", async () => {
    const none = { successes: 1, failures: 0, ignored: 0, rejected: 0, latency: [1] };
    await store.addCounts(circuits.map((circuit) => ({ ...none, circuit, minute: 0 })));
    expect(await store.counts(0)).toHaveLength(CIRCUITS);
    await store.trim({ ...KEEP_ALL, minutes: 0 }, HOUR_MS);
    const left = (await store.counts(0)).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(CIRCUITS);
    await store.trim({ ...KEEP_ALL, minutes: 0 }, HOUR_MS);
    expect(await store.counts(0)).toEqual([]);
    expect(await server.command("KEYS", "*")).toEqual([]);
  });

  it("of recordings is removed in parts, and leaves no key", async () => {
    await store.addRecordings(circuits.map((circuit) => ({ circuit, minute: 0, seconds: "x" })));
    await store.trim({ ...KEEP_ALL, recordings: 0 }, HOUR_MS);
    const left = Number(await server.command("ZCARD", "{bp}:engine:recordings"));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(CIRCUITS);
    await store.trim({ ...KEEP_ALL, recordings: 0 }, HOUR_MS);
    expect(await server.command("KEYS", "*")).toEqual([]);
  });
});
