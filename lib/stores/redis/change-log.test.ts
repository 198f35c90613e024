import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { create, presentCursor, swapOf } from "../contract/place.ts";
import { ChangeLog } from "./change-log.ts";
import { Connection } from "./connection.ts";
import { Keys, type Scope } from "./keys.ts";
import type { RedisStore } from "./redis-store.ts";
import { newRedisPlace, type RedisPlace } from "./testing/place.ts";
import { RedisServer } from "./testing/redis-server.ts";

const DEADLINE_MS = 1_000;

/** What was written between the look at the cursor and the wait, while the process stood still. */
describe("changes that are there before they are waited for", () => {
  let server: RedisServer;
  let place: RedisPlace;
  let store: RedisStore;
  let connection: Connection;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    place = newRedisPlace(server);
    store = await place.open();
    connection = new Connection({ url: server.url, address: "here", deadlineMs: DEADLINE_MS, clock: store.clock });
    await connection.connect(DEADLINE_MS);
  });
  afterEach(async () => {
    connection.destroy();
    await place.remove();
  });

  function waitFrom(cursor: string, scope: Scope) {
    return new ChangeLog(connection, new Keys(place.prefix), scope).wait(cursor, connection, DEADLINE_MS);
  }

  it.each(["engine", "panel"] as const)("are told as long as none can be missing, to the scope %s", async (scope) => {
    const cursor = await presentCursor(store);
    await create(store, "one", 1);
    await create(store, "other", 2);
    const waited = await waitFrom(cursor, scope);
    expect(waited?.changes).toMatchObject([
      { id: "one", value: 1 },
      { id: "other", value: 2 },
    ]);
    expect(waited).toEqual(await store.changes(cursor));
  });

  it("are not where the place that they follow on is gone, and perhaps some of them", async () => {
    await create(store, "known", 0);
    const cursor = await presentCursor(store);
    await create(store, "one", 1);
    await create(store, "other", 2);
    await server.command("XTRIM", new Keys(place.prefix).changes("engine"), "MAXLEN", "1");
    expect(await waitFrom(cursor, "engine")).toBeNull();
    expect(await store.changes(cursor)).toMatchObject({ changes: [], trimmed: true });
  });

  it("are not where a number is missing among those of both scopes", async () => {
    const cursor = await presentCursor(store);
    await create(store, "one", 1);
    await create(store, "two", 2);
    const [first] = (await store.changes(cursor)).changes;
    await server.command("XDEL", new Keys(place.prefix).changes("engine"), `${first!.version.number}-0`);
    expect(await waitFrom(cursor, "panel")).toBeNull();
  });

  it("skip the numbers of the panel's, for those who may not see them", async () => {
    const cursor = await presentCursor(store);
    await create(store, "one", 1);
    await store.swap(swapOf("ada", { collection: "users", next: 1 }));
    await create(store, "other", 2);
    expect((await waitFrom(cursor, "engine"))?.changes).toMatchObject([{ id: "one" }, { id: "other" }]);
    expect((await waitFrom(cursor, "panel"))?.changes).toMatchObject([{ id: "one" }, { id: "ada" }, { id: "other" }]);
  });
});
