import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { create, presentCursor, swapOf } from "../contract/place.ts";
import type { RedisStore } from "./redis-store.ts";
import { newRedisPlace, type RedisPlace } from "./testing/place.ts";
import { RedisServer } from "./testing/redis-server.ts";

const UNAVAILABLE = { name: "StoreError", code: "unavailable" };

describe("waiting for changes in Redis", () => {
  let server: RedisServer;
  let place: RedisPlace;
  let store: RedisStore;
  let other: RedisStore;
  let stop: AbortController;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    place = newRedisPlace(server);
    store = await place.open();
    other = await place.open();
    stop = new AbortController();
  });
  afterEach(() => place.remove());

  it("answers at once where there are some already", async () => {
    const cursor = await presentCursor(store);
    await create(other, "external_api", 1);
    expect((await store.waitForChanges(cursor, stop.signal)).changes).toMatchObject([{ id: "external_api" }]);
  });

  it.each(["circuits", "users"] as const)("answers when another writes to %s", async (collection) => {
    const waiting = store.waitForChanges(await presentCursor(store), stop.signal);
    await server.isWaitedOn();
    await other.swap(swapOf("name", { collection, next: 1 }));
    expect((await waiting).changes).toMatchObject([{ collection, id: "name", value: 1 }]);
  });

  it("goes on from the cursor that it answered, for as long as somebody writes", async () => {
    let cursor = await presentCursor(store);
    const seen: string[] = [];
    const writing = (async () => {
      for (let each = 0; each < 50; each++) await create(other, `circuit-${each}`, each);
    })();
    while (seen.length < 50) {
      const page = await store.waitForChanges(cursor, stop.signal);
      seen.push(...page.changes.map((change) => change.id));
      cursor = page.cursor;
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 50 }, (_, each) => `circuit-${each}`));
  });

  it("outlasts a quiet time, and takes the server's time from it", async () => {
    const waiting = store.waitForChanges(await presentCursor(store), stop.signal);
    const observe = vi.spyOn(store.clock, "observe");
    await vi.waitFor(() => expect(observe.mock.calls.length).toBeGreaterThanOrEqual(3), { timeout: 5_000 });
    await create(other, "external_api", 1);
    expect((await waiting).changes).toHaveLength(1);
  }, 10_000);

  it("says so where the cursor is of another time", async () => {
    expect((await store.waitForChanges("nonsense", stop.signal)).trimmed).toBe(true);
    const waiting = store.waitForChanges(await presentCursor(store), stop.signal);
    await server.isWaitedOn();
    await server.command("FLUSHALL");
    expect(await waiting).toMatchObject({ changes: [], trimmed: true });
  });

  it("says so where the server loses all, and somebody writes before the wait is over", async () => {
    const waiting = store.waitForChanges(await presentCursor(store), stop.signal);
    await server.isWaitedOn();
    await server.command("FLUSHALL");
    await create(other, "external_api", 1);
    expect(await waiting).toMatchObject({ changes: [], trimmed: true });
  });

  it("is ended by the signal, and can begin again", async () => {
    const cursor = await presentCursor(store);
    const waiting = expect(store.waitForChanges(cursor, stop.signal)).rejects.toMatchObject(UNAVAILABLE);
    await server.isWaitedOn();
    stop.abort();
    await waiting;
    await expect(store.waitForChanges(cursor, stop.signal)).rejects.toMatchObject(UNAVAILABLE);

    await create(other, "external_api", 1);
    expect((await store.waitForChanges(cursor, new AbortController().signal)).changes).toHaveLength(1);
  });

  it("is ended by the end of the store", async () => {
    const waiting = store.waitForChanges(await presentCursor(store), stop.signal);
    const ended = expect(waiting).rejects.toMatchObject(UNAVAILABLE);
    await server.isWaitedOn();
    await store.close();
    await ended;
  });

  it("fails where the connection is lost, and goes on with the next call", async () => {
    const cursor = await presentCursor(store);
    const waiting = expect(store.waitForChanges(cursor, stop.signal)).rejects.toMatchObject(UNAVAILABLE);
    await server.isWaitedOn();
    await server.command("CLIENT", "KILL", "TYPE", "normal");
    await waiting;
    await vi.waitFor(() => create(other, "external_api", 1));
    const page = await vi.waitFor(() => store.waitForChanges(cursor, stop.signal));
    expect(page.changes).toMatchObject([{ id: "external_api" }]);
  });

  it("does not keep other calls waiting", async () => {
    const waiting = store.waitForChanges(await presentCursor(store), stop.signal);
    await server.isWaitedOn();
    await create(store, "external_api", 1);
    expect((await waiting).changes).toHaveLength(1);
  });
});
