import { describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { eventOf, type Place, swapOf } from "./place.ts";

const CALLS: readonly (readonly [string, (store: Store) => unknown])[] = [
  ["load", (store) => store.load("circuits")],
  ["get", (store) => store.get("circuits", "external_api")],
  ["swap", (store) => store.swap(swapOf("external_api", {}))],
  ["append", (store) => store.append([eventOf({})])],
  ["probe", (store) => store.probe()],
  ["changes", (store) => store.changes(null)],
  ["history", (store) => store.history({ limit: 1 })],
  ["addCounts", (store) => store.addCounts([])],
  ["counts", (store) => store.counts(0)],
  ["trim", (store) => store.trim({ events: 1, acts: 1, minutes: 1, recordings: 1, mostRecordings: 1 }, 0)],
];

/** What a store says after its end. */
export function describeClosing(place: () => Place): void {
  describe("a closed store", () => {
    it.each(CALLS)("is unavailable to %s", async (_, call) => {
      const store = await place().open();
      await store.close();
      await expect((async () => call(store))()).rejects.toMatchObject({ name: "StoreError", code: "unavailable" });
    });

    it("can be closed again", async () => {
      const store = await place().open();
      await store.close();
      await store.close();
    });
  });
}
