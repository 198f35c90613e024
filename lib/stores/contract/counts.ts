import { describe, expect, it } from "vitest";
import type { MinuteCounts } from "../store.ts";
import type { Place } from "./place.ts";

/** Counting calls by circuit and minute. */
export function describeCounts(place: () => Place): void {
  describe("the counts", () => {
    it("are none at first", async () => {
      const store = await place().open();
      expect(await store.counts(0)).toEqual([]);
    });

    it("are kept as they were added", async () => {
      const store = await place().open();
      const counts = countsOf({ successes: 1, failures: 2, ignored: 3, rejected: 4, latency: [5, 0, 6] });
      await store.addCounts([counts]);
      expect(await store.counts(0)).toEqual([counts]);
    });

    it("add up, within a call and over calls", async () => {
      const store = await place().open();
      await store.addCounts([countsOf({ successes: 1, latency: [1, 0] }), countsOf({ failures: 2, latency: [1, 1] })]);
      await store.addCounts([countsOf({ successes: 3, ignored: 4, rejected: 5, latency: [0, 2] })]);
      expect(await store.counts(0)).toEqual([
        countsOf({ successes: 4, failures: 2, ignored: 4, rejected: 5, latency: [2, 3] }),
      ]);
    });

    it("add up where an instance knows more latency buckets than another", async () => {
      const store = await place().open();
      for (const latency of [[1], [1, 2, 3], [], [1, 1]]) await store.addCounts([countsOf({ latency })]);
      expect(await store.counts(0)).toMatchObject([{ latency: [3, 3, 3] }]);
    });

    it("keep circuits and minutes apart, and come oldest first", async () => {
      const store = await place().open();
      await store.addCounts([
        countsOf({ minute: 120_000, circuit: "b", successes: 1 }),
        countsOf({ minute: 60_000, circuit: "a", successes: 2 }),
        countsOf({ minute: 120_000, circuit: "a", successes: 3 }),
      ]);
      const counts = await store.counts(0);
      expect(counts.map((each) => each.minute)).toEqual([60_000, 120_000, 120_000]);
      expect(new Set(counts.map((each) => `${each.circuit} ${each.successes}`))).toEqual(
        new Set(["a 2", "b 1", "a 3"]),
      );
    });

    it("are given from a minute on, that one included", async () => {
      const store = await place().open();
      await store.addCounts([0, 60_000, 120_000].map((minute) => countsOf({ minute })));
      expect((await store.counts(60_000)).map((each) => each.minute)).toEqual([60_000, 120_000]);
    });

    it("are given of the circuits that are named", async () => {
      const store = await place().open();
      const circuits = ["x_y", "xay", "x_y@acme", "__proto__", "constructor"];
      await store.addCounts(circuits.map((circuit) => countsOf({ circuit })));
      const named = await store.counts(0, ["__proto__", "x_y", "nobody", "x_y"]);
      expect(named.map((each) => each.circuit).sort()).toEqual(["__proto__", "x_y"]);
      expect(await store.counts(0, [])).toEqual([]);
    });
  });
}

function countsOf(given: Partial<MinuteCounts>): MinuteCounts {
  return {
    circuit: "external_api",
    minute: 60_000,
    successes: 0,
    failures: 0,
    ignored: 0,
    rejected: 0,
    latency: [],
    ...given,
  };
}
