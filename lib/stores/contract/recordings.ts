import { describe, expect, it } from "vitest";
import type { Place } from "./place.ts";

/** Keeping what was recorded of circuits, by the minute. */
export function describeRecordings(place: () => Place): void {
  describe("the recordings", () => {
    it("are none at first", async () => {
      const store = await place().open();
      expect(await store.recordings("external_api", 0)).toEqual([]);
    });

    it("of one circuit and minute are put one after the other, within a call and over calls", async () => {
      const store = await place().open();
      await store.addRecordings([of(60_000, "one,"), of(60_000, "two,")]);
      await store.addRecordings([of(60_000, "three")]);
      expect(await store.recordings("external_api", 0)).toEqual([of(60_000, "one,two,three")]);
    });

    it("come oldest first, from a minute on, that one included", async () => {
      const store = await place().open();
      await store.addRecordings([of(120_000, "b"), of(0, "x"), of(60_000, "a")]);
      await store.addRecordings([of(180_000, "c")]);
      expect(await store.recordings("external_api", 60_000)).toEqual([
        of(60_000, "a"),
        of(120_000, "b"),
        of(180_000, "c"),
      ]);
    });

    it("are those of the one circuit that is named", async () => {
      const store = await place().open();
      const circuits = ["x_y", "xay", "x_y@acme", "__proto__", "constructor"];
      await store.addRecordings(circuits.map((circuit) => of(0, circuit, circuit)));
      for (const circuit of circuits) {
        expect(await store.recordings(circuit, 0)).toEqual([of(0, circuit, circuit)]);
      }
      expect(await store.recordings("nobody", 0)).toEqual([]);
    });
  });
}

function of(minute: number, seconds: string, circuit = "external_api") {
  return { circuit, minute, seconds };
}
