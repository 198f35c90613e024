import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { create, eventOf, swapOf } from "./contract/place.ts";
import { copyStore, isEmpty } from "./copy-store.ts";
import { MemoryStore } from "./memory/memory-store.ts";
import { openSqliteStore } from "./sqlite/open.ts";
import { type FilePlace, newFilePlace } from "./sqlite/testing/place.ts";
import type { Store } from "./store.ts";

describe("a copy of a store", () => {
  let place: FilePlace;
  let from: Store;
  beforeEach(() => {
    place = newFilePlace();
    from = openSqliteStore(place.file, { exclusive: false });
  });
  afterEach(async () => {
    await from.close();
    await place.remove();
  });

  it("holds every value, and of what was changed the last", async () => {
    const version = await create(from, "api", { state: "closed" });
    await from.swap(swapOf("api", { expected: version, next: { state: "open" } }));
    await create(from, "gone", 1);
    await from.swap(swapOf("gone", { expected: (await from.get("circuits", "gone"))!.version, next: null }));
    for (const collection of ["node_types", "settings", "users", "tokens", "secrets"] as const) {
      await from.swap(swapOf("x", { collection, next: { of: collection } }));
    }
    const to = new MemoryStore();
    const { values } = await copyStore(from, to);
    expect(values).toEqual({ circuits: 1, node_types: 1, settings: 1, users: 1, tokens: 1, secrets: 1 });
    expect(to.load("circuits")).toMatchObject([{ id: "api", value: { state: "open" } }]);
    expect(to.get("tokens", "x")).toMatchObject({ value: { of: "tokens" } });
  });

  it("holds events in their order, over several pages, with all that they say", async () => {
    const events = Array.from({ length: 2_345 }, (_, index) => eventOf({ at: index, details: { index } }));
    await from.append([...events, eventOf({ circuit: null, actor: "ada", reason: "why", kind: "signed_in" })]);
    const to = new MemoryStore();
    expect((await copyStore(from, to)).events).toBe(2_346);
    const copied = to.history({ limit: 10_000 }).events.toReversed();
    expect(copied.slice(0, -1).map(({ details }) => details.index)).toEqual(events.map((_, index) => index));
    expect(copied.at(-1)).toMatchObject({ circuit: null, actor: "ada", reason: "why", kind: "signed_in" });
  });

  it("holds counts and recordings", async () => {
    await create(from, "api", 1);
    const counts = { circuit: "api", minute: 60_000, successes: 1, failures: 2, ignored: 3, rejected: 4, latency: [5] };
    await from.addCounts([counts]);
    await from.addRecordings([{ circuit: "api", minute: 60_000, seconds: "AB" }]);
    const to = new MemoryStore();
    expect(await copyStore(from, to)).toMatchObject({ counts: 1, recordings: 1 });
    expect([to.counts(0), to.recordings("api", 0)]).toEqual([
      [counts],
      [{ circuit: "api", minute: 60_000, seconds: "AB" }],
    ]);
  });

  it("leaves out who was running", async () => {
    await from.swap(swapOf("panel-1", { collection: "instances", next: { seen_at: 1 } }));
    const to = new MemoryStore();
    await copyStore(from, to);
    expect(to.load("instances")).toEqual([]);
  });

  it.each([
    ["a value", (store: MemoryStore) => create(store, "api", 1)],
    ["an event", (store: MemoryStore) => store.append([eventOf({})])],
    [
      "counts",
      (store: MemoryStore) =>
        store.addCounts([
          { circuit: "a", minute: 0, successes: 1, failures: 0, ignored: 0, rejected: 0, latency: [1] },
        ]),
    ],
  ])("is not mixed with what is there: a store that holds %s is not empty", async (_, write) => {
    const store = new MemoryStore();
    expect(await isEmpty(store)).toBe(true);
    await write(store);
    expect(await isEmpty(store)).toBe(false);
  });
});
