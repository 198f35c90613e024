import { describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { apply, create, eventOf, type Place, presentCursor, swapOf } from "./place.ts";

/** Two stores on one place, as of two processes. */
export function describeSharing(place: () => Place): void {
  describe("shared", () => {
    it("shows one what the other wrote", async () => {
      const [one, other] = await openTwo(place());
      const version = await create(one, "external_api", { count: 1 });
      await one.append([eventOf({})]);
      expect(await other.get("circuits", "external_api")).toEqual({ id: "external_api", version, value: { count: 1 } });
      expect((await other.history({ limit: 10 })).events).toHaveLength(1);
    });

    it("tells one in the changes what the other wrote, in one order", async () => {
      const [one, other] = await openTwo(place());
      const cursor = await presentCursor(one);
      for (const id of ["a", "b", "c", "d"]) await create(id < "c" ? one : other, id, id);
      const seen = await one.changes(cursor);
      expect(seen.changes.map((change) => change.id)).toEqual(["a", "b", "c", "d"]);
      expect(await other.changes(cursor)).toEqual(seen);
    });

    it("lets only one of two win that expected the same", async () => {
      const [one, other] = await openTwo(place());
      const expected = await create(one, "external_api", 0);
      const results = await Promise.all(
        [one, other].map(async (store, index) => store.swap(swapOf("external_api", { expected, next: index }))),
      );
      expect(results.map((result) => result.status).sort()).toEqual(["applied", "conflict"]);
    });

    it("knows a swap that the other repeats", async () => {
      const [one, other] = await openTwo(place());
      const swap = swapOf("external_api", { next: 1 });
      expect(await apply(other, swap)).toEqual(await apply(one, swap));
    });
  });
}

async function openTwo(place: Place): Promise<readonly [Store, Store]> {
  return [await place.open(), await place.open()];
}
