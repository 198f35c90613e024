import { describe, expect, it } from "vitest";
import { KEEP_CHANGES_MS, REMEMBER_WRITES_MS } from "../limits.ts";
import { apply, create, type Place, presentCursor, swapOf } from "./place.ts";

/** What a store that goes by its process's clock forgets, and when. */
export function describeForgetting(place: () => Place): void {
  describe("in time", () => {
    it("a repeat is known for 10 minutes", async () => {
      let now = 1_000;
      const store = await place().open(() => now);
      const swap = swapOf("external_api", { next: 1 });
      const version = await apply(store, swap);
      now += REMEMBER_WRITES_MS;
      for (let each = 0; each < 5; each++) await create(store, `other-${each}`, 1);
      expect(await apply(store, swap)).toEqual(version);
      now += 1;
      expect((await store.swap(swap)).status).toBe("conflict");
    });

    it("changes are kept for 10 minutes, and the last one always", async () => {
      let now = 1_000;
      const store = await place().open(() => now);
      const start = await presentCursor(store);
      await create(store, "a", 1);
      const afterFirst = await presentCursor(store);
      now += KEEP_CHANGES_MS;
      await create(store, "b", 1);
      expect((await store.changes(start)).changes).toHaveLength(2);
      now += KEEP_CHANGES_MS + 1;
      await create(store, "c", 1);
      expect((await store.changes(start)).trimmed).toBe(true);
      expect((await store.changes(afterFirst)).trimmed).toBe(true);
      expect((await store.changes(await presentCursor(store))).trimmed).toBe(false);
    });

    it("a clock that goes back a little forgets nothing early", async () => {
      let now = 10 * REMEMBER_WRITES_MS;
      const store = await place().open(() => now);
      const start = await presentCursor(store);
      const swap = swapOf("external_api", { next: 1 });
      const version = await apply(store, swap);
      now -= REMEMBER_WRITES_MS;
      await create(store, "other", 1);
      expect(await apply(store, swap)).toEqual(version);
      expect((await store.changes(start)).changes).toHaveLength(2);
    });
  });
}
