import { describe, expect, it } from "vitest";
import { KEEP_CHANGES } from "../limits.ts";
import type { Change, Store } from "../store.ts";
import { apply, create, eventOf, type Place, presentCursor, swapOf } from "./place.ts";

/** Following what is written. */
export function describeChanges(place: () => Place): void {
  describe("the changes", () => {
    it("are none after the present cursor", async () => {
      const store = await place().open();
      await create(store, "external_api", 1);
      const { changes, cursor, trimmed } = await store.changes(null);
      expect({ changes, trimmed }).toEqual({ changes: [], trimmed: false });
      expect(await store.changes(cursor)).toEqual({ changes: [], cursor, trimmed: false });
    });

    it("tell each write in order, with its writer, removals too", async () => {
      const store = await place().open();
      const before = await presentCursor(store);
      const first = await apply(store, swapOf("external_api", { next: { count: 1 }, writeId: "a" }));
      const second = await apply(store, swapOf("external_api", { expected: first, next: { count: 2 }, writeId: "b" }));
      const other = await apply(store, swapOf("ci", { collection: "tokens", next: "hash", writeId: "c" }));
      const gone = await apply(store, swapOf("external_api", { expected: second, next: null, writeId: "d" }));

      expect((await store.changes(before)).changes).toMatchObject([
        { collection: "circuits", id: "external_api", version: first, value: { count: 1 } },
        { collection: "circuits", id: "external_api", version: second, value: { count: 2 } },
        { collection: "tokens", id: "ci", version: other, value: "hash" },
        { collection: "circuits", id: "external_api", version: gone, value: null },
      ]);
      expect([first, second, other, gone].map((version) => version.writeId)).toEqual(["a", "b", "c", "d"]);
    });

    it("tell nothing of conflicts, reads, events and probes", async () => {
      const store = await place().open();
      await create(store, "external_api", 1);
      const before = await presentCursor(store);
      await store.swap(swapOf("external_api", { next: 2 }));
      await store.append([eventOf({})]);
      await store.load("circuits");
      await store.probe();
      expect((await store.changes(before)).changes).toEqual([]);
    });

    it("are resumed after any of them", async () => {
      const store = await place().open();
      const before = await presentCursor(store);
      for (const id of ["a", "b", "c", "d"]) await create(store, id, id);
      const all = await store.changes(before);
      expect(idsOf(all.changes)).toEqual(["a", "b", "c", "d"]);
      for (const [index, change] of all.changes.entries()) {
        const rest = await store.changes(change.cursor);
        expect(rest).toEqual({ changes: all.changes.slice(index + 1), cursor: all.cursor, trimmed: false });
      }
    });

    it("come in pages of the size that was asked for", async () => {
      const store = await place().open();
      const before = await presentCursor(store);
      for (const id of ["a", "b", "c"]) await create(store, id, id);
      const first = await store.changes(before, 2);
      const second = await store.changes(first.cursor, 2);
      expect([idsOf(first.changes), idsOf(second.changes)]).toEqual([["a", "b"], ["c"]]);
    });

    it.each(["", "nonsense", "0", "-1", "1.5", "someone.3", "9".repeat(400)])(
      "say that they are trimmed to one who comes with the cursor %j",
      async (cursor) => {
        const store = await place().open();
        await create(store, "external_api", 1);
        const present = await presentCursor(store);
        expect(await store.changes(cursor)).toEqual({ changes: [], cursor: present, trimmed: true });
      },
    );

    it("say that they are trimmed to one who fell too far behind, and go on from there", async () => {
      const store = await place().open();
      const before = await presentCursor(store);
      await writeMany(store, KEEP_CHANGES + 5);
      const { changes, cursor, trimmed } = await store.changes(before);
      expect({ changes, trimmed }).toEqual({ changes: [], trimmed: true });
      await create(store, "next", 1);
      expect(idsOf((await store.changes(cursor)).changes)).toEqual(["next"]);
    }, 60_000);

    it("are all there for one who is just within reach", async () => {
      const store = await place().open();
      const before = await presentCursor(store);
      await writeMany(store, KEEP_CHANGES - 5);
      let cursor = before;
      let seen = 0;
      for (let page = await store.changes(cursor); page.changes.length > 0; page = await store.changes(cursor)) {
        expect(page.trimmed).toBe(false);
        seen += page.changes.length;
        cursor = page.cursor;
      }
      expect(seen).toBe(KEEP_CHANGES - 5);
    }, 60_000);
  });
}

async function writeMany(store: Store, count: number): Promise<void> {
  let expected = null;
  for (let each = 0; each < count; each++) expected = await apply(store, swapOf("busy", { expected, next: each }));
}

function idsOf(changes: readonly Change[]): string[] {
  return changes.map((change) => change.id);
}
