import { describe, expect, it } from "vitest";
import type { Json, Store } from "../store.ts";
import { apply, create, eventOf, newWriteId, type Place, presentCursor, swapOf } from "./place.ts";

const ODD_NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "a'b\"c",
  "ключ-鍵-🔑",
  "x_y",
  "x%y",
  " ",
  "",
];

/** Values that are compared and set, with their events. */
export function describeRegister(place: () => Place): void {
  describe("the register", () => {
    it("knows nothing at first", async () => {
      const store = await place().open();
      expect(await store.load("circuits")).toEqual([]);
      expect(await store.get("circuits", "external_api")).toBeNull();
    });

    it("keeps a new value under the version it answers", async () => {
      const store = await place().open();
      const version = await create(store, "external_api", { state: "closed" });
      const stored = { id: "external_api", version, value: { state: "closed" } };
      expect(await store.get("circuits", "external_api")).toEqual(stored);
      expect(await store.load("circuits")).toEqual([stored]);
    });

    it("names the writer in the version", async () => {
      const store = await place().open();
      expect(await apply(store, swapOf("external_api", { writeId: "mine" }))).toMatchObject({ writeId: "mine" });
    });

    it("replaces a value whose version is the expected one", async () => {
      const store = await place().open();
      const first = await create(store, "external_api", { count: 1 });
      const second = await apply(store, swapOf("external_api", { expected: first, next: { count: 2 } }));
      expect(second.number).toBeGreaterThan(first.number);
      expect(await store.load("circuits")).toEqual([{ id: "external_api", version: second, value: { count: 2 } }]);
    });

    it("answers what is there to one who expected an older version, and leaves it", async () => {
      const store = await place().open();
      const first = await create(store, "external_api", { count: 1 });
      const second = await apply(store, swapOf("external_api", { expected: first, next: { count: 2 } }));
      const late = await store.swap(swapOf("external_api", { expected: first, next: { count: 9 } }));
      const current = { id: "external_api", version: second, value: { count: 2 } };
      expect(late).toEqual({ status: "conflict", current });
      expect(await store.get("circuits", "external_api")).toEqual(current);
    });

    it("answers what is there to one who expected nothing", async () => {
      const store = await place().open();
      const version = await create(store, "external_api", { count: 1 });
      const result = await store.swap(swapOf("external_api", { expected: null, next: { count: 9 } }));
      expect(result).toEqual({ status: "conflict", current: { id: "external_api", version, value: { count: 1 } } });
    });

    it("answers that nothing is there to one who expected something", async () => {
      const store = await place().open();
      const expected = { number: 1, writeId: "mine" };
      expect(await store.swap(swapOf("external_api", { expected }))).toEqual({ status: "conflict", current: null });
    });

    it("takes the number of another writer for another version", async () => {
      const store = await place().open();
      const version = await create(store, "external_api", { count: 1 });
      const impostor = { number: version.number, writeId: "another" };
      expect(await store.swap(swapOf("external_api", { expected: impostor }))).toMatchObject({ status: "conflict" });
    });

    it("removes a value", async () => {
      const store = await place().open();
      const version = await create(store, "external_api", { count: 1 });
      await apply(store, swapOf("external_api", { expected: version, next: null }));
      expect(await store.get("circuits", "external_api")).toBeNull();
      expect(await store.load("circuits")).toEqual([]);
    });

    it("never gives a version again to a name that was removed", async () => {
      const store = await place().open();
      const seen = new Set<number>();
      for (let round = 0; round < 3; round++) {
        const made = await create(store, "external_api", { round });
        const removed = await apply(store, swapOf("external_api", { expected: made, next: null }));
        seen.add(made.number).add(removed.number);
      }
      expect(seen.size).toBe(6);
    });

    it("keeps collections apart", async () => {
      const store = await place().open();
      await create(store, "external_api", "circuit");
      await apply(store, swapOf("external_api", { collection: "node_types", next: "node type" }));
      expect(await store.get("circuits", "external_api")).toMatchObject({ value: "circuit" });
      expect(await store.load("node_types")).toMatchObject([{ value: "node type" }]);
      expect(await store.load("users")).toEqual([]);
    });

    it.each(ODD_NAMES)("takes %j for a name like any other", async (name) => {
      const store = await place().open();
      expect(await store.get("circuits", name)).toBeNull();
      const version = await create(store, name, { name });
      expect(await store.get("circuits", name)).toEqual({ id: name, version, value: { name } });
      expect((await store.load("circuits")).map((stored) => stored.id)).toEqual([name]);
    });

    it("gives back values of every shape as they were", async () => {
      const store = await place().open();
      const value = JSON.parse(
        '{"__proto__":{"polluted":true},"constructor":1,"text":"鍵 🔑 \\u0000 \\ud800","deep":[[[{"":null}]]],"tiny":-1e-7,"big":9007199254740991,"no":false,"empty":{}}',
      ) as Json;
      await create(store, "external_api", value);
      expect(JSON.stringify((await store.get("circuits", "external_api"))?.value)).toBe(JSON.stringify(value));
    });

    it("does not change with an object that it was handed, or handed out", async () => {
      const store = await place().open();
      const failures = ["first"];
      await create(store, "external_api", { failures });
      failures.push("second");
      expect(await storedValue(store)).toEqual({ failures: ["first"] });
      ((await storedValue(store)) as { failures: string[] }).failures.push("third");
      expect(await storedValue(store)).toEqual({ failures: ["first"] });
    });

    it("keeps a value of 1 MB", async () => {
      const store = await place().open();
      const text = "é".repeat(512 * 1024);
      const version = await create(store, "external_api", { text });
      await apply(store, swapOf("external_api", { expected: version, next: { text: `${text}!` } }));
      expect(await storedValue(store)).toEqual({ text: `${text}!` });
    });

    it("loads 10,000 values", async () => {
      const store = await place().open();
      const names = Array.from({ length: 10_000 }, (_, index) => `type@workspace-${index}`);
      for (const name of names) await create(store, name, { name });
      const loaded = await store.load("circuits");
      expect(new Set(loaded.map((stored) => stored.id))).toEqual(new Set(names));
    }, 30_000);

    it("writes a value and its events together", async () => {
      const store = await place().open();
      const events = [eventOf({ kind: "opened" }), eventOf({ kind: "half_opened" })];
      await apply(store, swapOf("external_api", { events }));
      expect((await store.history({ limit: 10 })).events.map((event) => event.kind)).toEqual(["half_opened", "opened"]);
    });

    it("writes no event of a conflict", async () => {
      const store = await place().open();
      await create(store, "external_api", {});
      await store.swap(swapOf("external_api", { events: [eventOf({})] }));
      expect((await store.history({ limit: 10 })).events).toEqual([]);
    });

    it("writes nothing where one of the events cannot be written", async () => {
      const store = await place().open();
      const before = await presentCursor(store);
      const circle: Record<string, unknown> = {};
      circle.self = circle;
      const events = [eventOf({}), eventOf({ details: circle as Record<string, Json> })];
      const swap = swapOf("external_api", { next: { count: 1 }, events, writeId: newWriteId() });
      await expect((async () => store.swap(swap))()).rejects.toThrow(TypeError);

      expect(await store.get("circuits", "external_api")).toBeNull();
      expect((await store.history({ limit: 10 })).events).toEqual([]);
      expect((await store.changes(before)).changes).toEqual([]);
      expect(await store.swap({ ...swap, events: [] })).toMatchObject({ status: "applied" });
    });
  });
}

async function storedValue(store: Store): Promise<Json | undefined> {
  return (await store.get("circuits", "external_api"))?.value;
}
