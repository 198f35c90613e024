import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventOf } from "../contract/place.ts";
import { MemoryStore } from "../memory/memory-store.ts";
import type { EventPage, EventQuery, NewEvent, Store } from "../store.ts";
import { openRedisStore } from "./open.ts";
import type { RedisStore } from "./redis-store.ts";
import { RedisServer } from "./testing/redis-server.ts";

const EVENTS = 2_600;
const KINDS = ["opened", "closed", "reset", "half_opened"];

describe("the history in Redis, of more events than one reply holds", () => {
  let server: RedisServer;
  let store: RedisStore;
  const model = new MemoryStore();
  beforeAll(async () => {
    server = await RedisServer.start();
    store = await openRedisStore({ url: server.url });
    const events = Array.from({ length: EVENTS }, (_, index) => event(index));
    await store.append(events);
    model.append(events);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const queries: readonly (readonly [string, Omit<EventQuery, "limit">])[] = [
    ["all", {}],
    ["a circuit of a type that has many", { circuits: ["type-1@workspace-7"] }],
    ["a rare circuit", { circuits: ["rare"] }],
    ["circuits of several types", { circuits: ["type-0@workspace-0", "type-1@workspace-7", "rare", "nobody"] }],
    ["a node type", { nodeType: "type-1" }],
    ["a node type from a time on", { nodeType: "type-1", since: at(2_000) }],
    ["a node type up to an event", { nodeType: "type-1", before: 1_111 }],
    ["a kind", { kinds: ["half_opened"] }],
    ["a kind that there is none of", { kinds: ["signed_in"] }],
    ["an actor", { actor: "ada" }],
    ["an actor who acted seldom", { actor: "eve" }],
    ["a time", { since: at(1_300) }],
    ["a time and a kind", { since: at(1_300), kinds: ["reset"] }],
    ["everything up to an event", { before: 700 }],
    ["what is before the first", { before: 1 }],
    ["what is before anything", { before: 0 }],
    ["what is before the end of numbers", { before: 1e21, kinds: ["reset"] }],
  ];

  it.each(queries)("holds the same as in memory for %s, in small pages and large ones", async (_, query) => {
    for (const limit of [97, 600, 5_000]) {
      const found = await pages(store, { ...query, limit });
      expect(found).toEqual(await pages(model, { ...query, limit }));
    }
  });

  it.each([
    ["all events", {}],
    ["a circuit of which nothing was heard for long", { circuits: ["type-1@elsewhere"] }],
    ["an actor who does nothing", { actor: "bob" }],
  ])("reads of %s no further back than there can be any of the time that is asked for", async (_, query) => {
    await server.command("CONFIG", "RESETSTAT");
    await store.history({ ...query, since: at(EVENTS - 10), limit: 300 });
    const statistics = String(await server.command("INFO", "commandstats"));
    expect(statistics).toMatch(/cmdstat_xrevrange:calls=1,/);
  });

  it("forgets node types of which nothing is left", async () => {
    const never = { events: 0, acts: 0, minutes: 0, recordings: 0, mostRecordings: 1 };
    await store.trim(never, at(EVENTS * 2));
    expect(await store.history({ limit: 1 })).toEqual({ events: [], nextBefore: null });
    expect(await server.command("KEYS", "*:events:*")).toEqual([]);
    expect(await server.command("KEYS", "*:acts*")).toEqual([]);
  });
});

/** One that is now and then written later than it happened. */
function event(index: number): NewEvent {
  return eventOf({
    circuit: index % 501 === 0 ? "rare" : index % 7 === 0 ? null : `type-${index % 3}@workspace-${index % 50}`,
    kind: KINDS[index % 4]!,
    at: index % 11 === 0 ? at(index) - 60_000 : at(index),
    actor: index % 500 === 3 ? "eve" : index % 5 === 0 ? "ada" : null,
    details: { index },
  });
}

function at(index: number): number {
  return 1_790_000_000_000 + index * 1_000;
}

async function pages(from: Store, query: EventQuery): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let next: EventQuery | null = query; next !== null; ) {
    const page: EventPage = await from.history(next);
    found.push(page.events);
    next = page.nextBefore === null ? null : { ...query, before: page.nextBefore };
  }
  return found;
}
