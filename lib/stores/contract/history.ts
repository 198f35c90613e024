import { beforeEach, describe, expect, it } from "vitest";
import type { EventQuery, Store } from "../store.ts";
import { eventOf, type Place } from "./place.ts";

/** Asking for events. */
export function describeHistory(place: () => Place): void {
  describe("the history", () => {
    it("is empty at first", async () => {
      const store = await place().open();
      expect(await store.history({ limit: 10 })).toEqual({ events: [], nextBefore: null });
    });

    it("gives back events as they were, with a number", async () => {
      const store = await place().open();
      const act = eventOf({
        circuit: "external_api@acme",
        kind: "reset",
        at: 1_790_000_000_123.5,
        actor: "ada@example.com",
        reason: 'it\'s "back"; 鍵 🔑',
        instance: "two",
        details: JSON.parse('{"to":"closed","nested":{"__proto__":[1,null]}}'),
      });
      const ours = eventOf({ circuit: null, kind: "panel_started" });
      await store.append([act, ours]);
      const { events } = await store.history({ limit: 10 });
      expect(events).toEqual([
        { ...ours, id: events[0]?.id },
        { ...act, id: events[1]?.id },
      ]);
    });

    it("counts upwards in the order of writing, not of time", async () => {
      const store = await place().open();
      await store.append([eventOf({ kind: "first", at: 9_000 }), eventOf({ kind: "second", at: 3_000 })]);
      await store.append([eventOf({ kind: "third", at: 6_000 })]);
      const { events } = await store.history({ limit: 10 });
      expect(events.map((event) => event.kind)).toEqual(["third", "second", "first"]);
      expect(events.map((event) => event.id)).toEqual(events.map((event) => event.id).sort((a, b) => b - a));
    });

    it("is read in pages, newest first, each event once", async () => {
      const store = await place().open();
      const kinds = Array.from({ length: 7 }, (_, index) => `kind-${index}`);
      await store.append(kinds.map((kind) => eventOf({ kind })));
      expect(await readByPages(store, { limit: 3 })).toEqual([
        ["kind-6", "kind-5", "kind-4"],
        ["kind-3", "kind-2", "kind-1"],
        ["kind-0"],
      ]);
    });

    it("has no next page where the last one is just full", async () => {
      const store = await place().open();
      await store.append([eventOf({}), eventOf({})]);
      expect((await store.history({ limit: 2 })).nextBefore).toBeNull();
    });

    it("stays in place for one who reads on while more is written", async () => {
      const store = await place().open();
      await store.append([eventOf({ kind: "old" }), eventOf({ kind: "new" })]);
      const { nextBefore } = await store.history({ limit: 1 });
      await store.append([eventOf({ kind: "newer" })]);
      const { events } = await store.history({ limit: 1, before: nextBefore! });
      expect(events.map((event) => event.kind)).toEqual(["old"]);
    });

    describe("of many circuits", () => {
      let store: Store;
      beforeEach(async () => {
        store = await place().open();
        await store.append([
          eventOf({ kind: "opened", circuit: "x_y", at: 1_000 }),
          eventOf({ kind: "opened", circuit: "xay", at: 2_000 }),
          eventOf({ kind: "reset", circuit: "x_y@acme", at: 3_000, actor: "ada" }),
          eventOf({ kind: "closed", circuit: "x_y@acme:key-7", at: 4_000 }),
          eventOf({ kind: "opened", circuit: "x_yz", at: 5_000 }),
          eventOf({ kind: "opened", circuit: "x_y.z", at: 6_000 }),
          eventOf({ kind: "reset", circuit: "constructor", at: 7_000, actor: "__proto__" }),
          eventOf({ kind: "signed_in", circuit: null, at: 8_000, actor: "ada" }),
        ]);
      });

      const cases: readonly (readonly [string, Omit<EventQuery, "limit">, readonly number[]])[] = [
        ["nothing is named", {}, [8_000, 7_000, 6_000, 5_000, 4_000, 3_000, 2_000, 1_000]],
        ["one circuit is", { circuits: ["x_y"] }, [1_000]],
        ["several circuits are", { circuits: ["xay", "x_y@acme", "x_y", "nobody", "x_y"] }, [3_000, 2_000, 1_000]],
        ["no circuit is", { circuits: [] }, []],
        ["a node type is, with those nested under it", { nodeType: "x_y" }, [4_000, 3_000, 1_000]],
        ["a node type is that only others begin with", { nodeType: "x" }, []],
        ["a pattern is", { nodeType: "x%" }, []],
        ["a node type is with one of its circuits", { nodeType: "x_y", circuits: ["x_y@acme", "xay"] }, [3_000]],
        ["kinds are", { kinds: ["closed", "reset"] }, [7_000, 4_000, 3_000]],
        ["no kind is", { kinds: [] }, []],
        ["an actor is", { actor: "ada" }, [8_000, 3_000]],
        ["an odd actor is", { actor: "__proto__" }, [7_000]],
        ["a time is, itself included", { since: 6_000 }, [8_000, 7_000, 6_000]],
        ["a time to come is", { since: 9_000 }, []],
        ["an end is, itself left out", { until: 3_000 }, [2_000, 1_000]],
        ["a time and an end are", { since: 3_000, until: 6_000, kinds: ["opened", "reset"] }, [5_000, 3_000]],
        ["an actor and an end are", { actor: "ada", until: 8_000 }, [3_000]],
        ["a node type and kinds are", { nodeType: "x_y", kinds: ["opened", "closed"] }, [4_000, 1_000]],
        ["a circuit and a time are", { circuits: ["x_y", "x_y@acme"], since: 2_000 }, [3_000]],
        ["an actor and a kind are", { actor: "ada", kinds: ["reset"] }, [3_000]],
        ["all are", { nodeType: "x_y", circuits: ["x_y@acme"], actor: "ada", kinds: ["reset"], since: 1 }, [3_000]],
      ];

      it.each(cases)("holds what was asked for where %s", async (_, query, times) => {
        const { events } = await store.history({ ...query, limit: 100 });
        expect(events.map((event) => event.at)).toEqual(times);
      });

      it.each(cases)("is read in pages where %s", async (_, query, times) => {
        const pages = await readByPages(store, { ...query, limit: 1 });
        expect(pages.flat()).toHaveLength(times.length);
      });
    });
  });
}

/** The kinds of the events, page by page. */
async function readByPages(store: Store, query: EventQuery): Promise<string[][]> {
  const pages: string[][] = [];
  let before: number | undefined;
  do {
    const page = await store.history(before === undefined ? query : { ...query, before });
    pages.push(page.events.map((event) => event.kind));
    before = page.nextBefore ?? undefined;
  } while (before !== undefined);
  return pages;
}
