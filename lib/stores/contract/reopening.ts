import { describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { apply, create, eventOf, type Place, presentCursor, swapOf } from "./place.ts";

/** What is there after the process was started again. */
export function describeReopening(place: () => Place): void {
  describe("opened again", () => {
    it("holds every value with its version, and goes on from it", async () => {
      const before = await place().open();
      const version = await create(before, "external_api", { count: 1 });
      await apply(before, swapOf("ada", { collection: "users", next: { role: "admin" } }));
      const everything = [await before.load("circuits"), await before.load("users")];
      await before.close();

      const after = await place().open();
      expect([await after.load("circuits"), await after.load("users")]).toEqual(everything);
      await apply(after, swapOf("external_api", { expected: version, next: { count: 2 } }));
    });

    it("holds events, counts and recordings", async () => {
      const before = await place().open();
      await before.append([eventOf({ kind: "opened" }), eventOf({ kind: "reset", actor: "ada" })]);
      await before.addCounts([
        { circuit: "external_api", minute: 0, successes: 1, failures: 2, ignored: 0, rejected: 0, latency: [3] },
      ]);
      await before.addRecordings([{ circuit: "external_api", minute: 0, seconds: "AB" }]);
      const everything = async (store: Store) => [
        await store.history({ limit: 10 }),
        await store.counts(0),
        await store.recordings("external_api", 0),
      ];
      const kept = await everything(before);
      await before.close();

      const after = await place().open();
      expect(await everything(after)).toEqual(kept);
      expect(kept[2]).toHaveLength(1);
    });

    it("goes on with the changes from an old cursor", async () => {
      const before = await place().open();
      const cursor = await presentCursor(before);
      await create(before, "a", 1);
      await before.close();

      const after = await place().open();
      await create(after, "b", 2);
      expect((await after.changes(cursor)).changes).toMatchObject([{ id: "a" }, { id: "b" }]);
    });

    it("knows a repeated swap", async () => {
      const before = await place().open();
      const swap = swapOf("external_api", { next: 1, events: [eventOf({})] });
      const version = await apply(before, swap);
      await before.close();

      const after = await place().open();
      expect(await apply(after, swap)).toEqual(version);
      expect((await after.history({ limit: 10 })).events).toHaveLength(1);
    });

    it("gives no version again, not even of what was removed", async () => {
      const before = await place().open();
      const made = await create(before, "external_api", 1);
      const removed = await apply(before, swapOf("external_api", { expected: made, next: null }));
      await before.close();

      const after = await place().open();
      expect((await create(after, "external_api", 2)).number).toBeGreaterThan(removed.number);
    });
  });
}
