import { describe, expect, it } from "vitest";
import { apply, create, eventOf, type Place, presentCursor, swapOf, versionOf } from "./place.ts";

/** Swaps that are sent again because their reply was lost. */
export function describeRepeats(place: () => Place): void {
  describe("a repeated swap", () => {
    it("is answered as the first time and written once", async () => {
      const store = await place().open();
      const before = await presentCursor(store);
      const swap = swapOf("external_api", { next: { count: 1 }, events: [eventOf({})] });
      const first = await store.swap(swap);
      expect(await store.swap(swap)).toEqual(first);
      expect((await store.history({ limit: 10 })).events).toHaveLength(1);
      expect((await store.changes(before)).changes).toHaveLength(1);
    });

    it("is known as one after others have written", async () => {
      const store = await place().open();
      const swap = swapOf("external_api", { next: { count: 1 } });
      const first = await apply(store, swap);
      await apply(store, swapOf("external_api", { expected: first, next: { count: 2 } }));
      expect(await apply(store, swap)).toEqual(first);
      expect(await store.get("circuits", "external_api")).toMatchObject({ value: { count: 2 } });
    });

    it("is known as one where its sender has learned since what is there, and expects that", async () => {
      const store = await place().open();
      const swap = swapOf("external_api", { next: { count: 1 } });
      const first = await apply(store, swap);
      expect(await apply(store, { ...swap, expected: first, next: { count: 2 } })).toEqual(first);
      expect(await store.get("circuits", "external_api")).toMatchObject({ version: first, value: { count: 1 } });
    });

    it("does not bring back what was removed since", async () => {
      const store = await place().open();
      const swap = swapOf("external_api", { next: { count: 1 } });
      const first = await apply(store, swap);
      await apply(store, swapOf("external_api", { expected: first, next: null }));
      expect(await apply(store, swap)).toEqual(first);
      expect(await store.get("circuits", "external_api")).toBeNull();
    });

    it("that removed a value does not remove a later one", async () => {
      const store = await place().open();
      const removal = swapOf("external_api", { expected: await create(store, "external_api", 1), next: null });
      const first = await apply(store, removal);
      await create(store, "external_api", 2);
      expect(await apply(store, removal)).toEqual(first);
      expect(await store.get("circuits", "external_api")).toMatchObject({ value: 2 });
    });

    it("is judged anew where the first met a conflict", async () => {
      const store = await place().open();
      const version = await create(store, "external_api", { count: 1 });
      const swap = swapOf("external_api", { next: { count: 2 } });
      expect((await store.swap(swap)).status).toBe("conflict");
      expect((await store.swap({ ...swap, expected: version })).status).toBe("applied");
    });

    it("is none where it is of another name", async () => {
      const store = await place().open();
      const swap = swapOf("external_api", { next: { count: 1 } });
      await store.swap(swap);
      await apply(store, { ...swap, id: "orders.payments" });
      await apply(store, { ...swap, collection: "node_types" });
      expect(await store.get("circuits", "orders.payments")).toMatchObject({ value: { count: 1 } });
      expect(await store.get("node_types", "external_api")).toMatchObject({ value: { count: 1 } });
    });

    it("is known among thousands of others", async () => {
      const store = await place().open();
      const swaps = Array.from({ length: 2_000 }, (_, index) => swapOf(`circuit-${index}`, { next: index }));
      const versions = [];
      for (const swap of swaps) versions.push(versionOf(await store.swap(swap)));
      for (const [index, swap] of swaps.entries()) expect(await apply(store, swap)).toEqual(versions[index]);
    }, 30_000);
  });
}
