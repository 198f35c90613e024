import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventOf, newWriteId, swapOf } from "../contract/place.ts";
import { type Store, StoreError, type Swap, type Version } from "../store.ts";
import { openRedisStore } from "./open.ts";
import { RedisServer } from "./testing/redis-server.ts";

const DURABLE = { appendonly: "yes", appendfsync: "always" };

describe("whoever sends a swap again until it is applied", () => {
  it.each([
    ["connections break", 600, 5, (server: RedisServer) => server.command("CLIENT", "KILL", "TYPE", "normal")],
    ["the server is killed and started again", 1_000, 30, (server: RedisServer) => server.restart()],
  ])(
    "has it written once, with its events, though %s all the time",
    async (_, times, pauseMs, disturb) => {
      const server = await RedisServer.start({ config: DURABLE });
      onTestFinished(() => server.stop());
      const store = await openRedisStore({ url: server.url });
      onTestFinished(() => store.close());
      const counting = countUp(store, times);
      let isDone = false;
      const done = counting.finally(() => {
        isDone = true;
      });
      while (!isDone) {
        await disturb(server);
        await Promise.race([done, delay(pauseMs)]);
      }

      expect(await counting).toBeGreaterThan(0);
      const reader = await openRedisStore({ url: server.url });
      expect(await reader.get("settings", "counter")).toMatchObject({ value: times });
      const { events } = await reader.history({ limit: times * 2 });
      expect(events.map((event) => event.details.count)).toEqual(
        Array.from({ length: times }, (_, each) => times - each),
      );
      await reader.close();
    },
    60_000,
  );
});

/** How often a swap had to be sent again. */
async function countUp(store: Store, times: number): Promise<number> {
  let expected: Version | null = null;
  let repeats = -times;
  for (let count = 1; count <= times; count++) {
    const events = [eventOf({ details: { count } })];
    const swap = swapOf("counter", { collection: "settings", expected, next: count, events, writeId: newWriteId() });
    for (expected = null; expected === null; repeats++) expected = await attempt(store, swap);
  }
  return repeats;
}

async function attempt(store: Store, swap: Swap): Promise<Version | null> {
  try {
    const result = await store.swap(swap);
    if (result.status === "applied") return result.version;
    throw new Error(`A conflict with ${JSON.stringify(result.current)}`);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    await delay(1);
    return null;
  }
}
