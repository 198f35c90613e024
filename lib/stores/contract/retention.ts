import { describe, expect, it } from "vitest";
import type { MinuteCounts, Store } from "../store.ts";
import { create, eventOf, type Place } from "./place.ts";

const RETENTION = { events: 1_000, acts: 5_000, minutes: 3_000, recordings: 2_000, mostRecordings: 1_000 };

/** Removing what is old. */
export function describeRetention(place: () => Place): void {
  describe("trimming", () => {
    it("removes events that are older than the retention, and no others", async () => {
      const store = await place().open();
      await store.append([8_999, 9_000, 12_000].map((at) => eventOf({ at })));
      await store.trim(RETENTION, 10_000);
      expect(await timesOf(store)).toEqual([12_000, 9_000]);
    });

    it("keeps the acts of people longer", async () => {
      const store = await place().open();
      await store.append([4_999, 5_000].map((at) => eventOf({ at, actor: "ada" })));
      await store.append([eventOf({ at: 5_000 })]);
      await store.trim(RETENTION, 10_000);
      expect(await timesOf(store)).toEqual([5_000]);
    });

    it("goes by the time of an event where it was written late", async () => {
      const store = await place().open();
      await store.append([9_500, 8_000, 9_600].map((at) => eventOf({ at })));
      await store.trim(RETENTION, 10_000);
      expect(await timesOf(store)).toEqual([9_600, 9_500]);
    });

    it("removes old minutes", async () => {
      const store = await place().open();
      await store.addCounts([6_000, 7_000, 8_000].map(minuteOf));
      await store.trim(RETENTION, 10_000);
      expect((await store.counts(0)).map((counts) => counts.minute)).toEqual([7_000, 8_000]);
    });

    it("removes old recordings, and of too many the oldest", async () => {
      const store = await place().open();
      const add = (minute: number, ...circuits: string[]) =>
        store.addRecordings(circuits.map((circuit) => ({ circuit, minute, seconds: "A" })));
      await add(7_000, "a");
      await add(8_000, "a", "b");
      await add(9_000, "a");
      await add(10_000, "a", "b");
      const minutesOf = async (circuit: string) => (await store.recordings(circuit, 0)).map(({ minute }) => minute);
      await store.trim(RETENTION, 10_000);
      expect([await minutesOf("a"), await minutesOf("b")]).toEqual([
        [8_000, 9_000, 10_000],
        [8_000, 10_000],
      ]);
      await store.trim({ ...RETENTION, mostRecordings: 3 }, 10_000);
      expect([await minutesOf("a"), await minutesOf("b")]).toEqual([[9_000, 10_000], [10_000]]);
      // A minute goes as a whole or not at all.
      await store.trim({ ...RETENTION, mostRecordings: 1 }, 10_000);
      expect([await minutesOf("a"), await minutesOf("b")]).toEqual([[10_000], [10_000]]);
    });

    it("leaves values alone", async () => {
      const store = await place().open();
      await create(store, "external_api", 1);
      await store.trim(RETENTION, Number.MAX_SAFE_INTEGER);
      expect(await store.load("circuits")).toHaveLength(1);
    });

    it("does not give the number of a removed event again", async () => {
      const store = await place().open();
      await store.append([eventOf({}), eventOf({})]);
      const last = (await store.history({ limit: 1 })).events[0]!.id;
      await store.trim(RETENTION, Number.MAX_SAFE_INTEGER);
      await store.append([eventOf({})]);
      expect((await store.history({ limit: 1 })).events[0]!.id).toBeGreaterThan(last);
    });

    it("works off a large backlog in a few calls", async () => {
      const store = await place().open();
      await store.append(Array.from({ length: 12_000 }, () => eventOf({ at: 1 })));
      for (let call = 0; call < 3; call++) await store.trim(RETENTION, 10_000);
      expect(await timesOf(store)).toEqual([]);
    }, 30_000);
  });
}

async function timesOf(store: Store): Promise<number[]> {
  return (await store.history({ limit: 100 })).events.map((event) => event.at);
}

function minuteOf(minute: number): MinuteCounts {
  return { circuit: "external_api", minute, successes: 1, failures: 0, ignored: 0, rejected: 0, latency: [1] };
}
