import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { create } from "./contract/place.ts";
import { Follower } from "./follower.ts";
import { MemoryStore } from "./memory/memory-store.ts";
import { type Change, type Changes, StoreError } from "./store.ts";

/** A store in memory that others seem to write to: whoever waits for changes is answered when the test writes some. */
class WatchedStore extends MemoryStore {
  outages = 0;
  isTrimmed = false;
  waits = 0;

  async waitForChanges(after: string, signal: AbortSignal, onCurrent: () => void): Promise<Changes> {
    this.waits += 1;
    if (this.outages > 0) {
      this.outages -= 1;
      throw new StoreError("unavailable", "cut off");
    }
    for (;;) {
      if (signal.aborted) throw new StoreError("unavailable", "ended");
      const page = this.changes(this.isTrimmed ? "of.1" : after);
      this.isTrimmed = false;
      if (page.trimmed || page.changes.length > 0) return page;
      onCurrent();
      await setImmediate();
    }
  }
}

describe("a follower", () => {
  let follower: Follower;
  afterEach(() => follower.stop());

  async function following(store: WatchedStore) {
    const told: string[] = [];
    const followed = {
      follow: (change: Change) => void told.push(change.id),
      resync: async () => void told.push("resync"),
      lost: (error: StoreError) => void told.push(error.message),
      found: () => void told.push("found"),
    };
    follower = await Follower.from(store, followed);
    return { told, followed };
  }

  it("tells every write from the moment on in which it was made, in order", async () => {
    const store = new WatchedStore();
    await create(store, "before", 1);
    const { told } = await following(store);
    await create(store, "a", 1);
    follower.start();
    await create(store, "b", 1);
    await vi.waitFor(() => expect(told).toEqual(["a", "b"]));
    await create(store, "c", 1);
    await vi.waitFor(() => expect(told).toEqual(["a", "b", "c"]));
  });

  it("goes on from where it was after the store was out, and says that it was", async () => {
    const store = new WatchedStore();
    const { told } = await following(store);
    store.outages = 2;
    await create(store, "a", 1);
    follower.start();
    await vi.waitFor(() => expect(told).toEqual(["cut off", "cut off", "a", "found"]));
  });

  it("says once that the store is back, also where nobody writes", async () => {
    const store = new WatchedStore();
    const { told } = await following(store);
    store.outages = 2;
    follower.start();
    await vi.waitFor(() => expect(told).toEqual(["cut off", "cut off", "found"]));
    await create(store, "a", 1);
    await vi.waitFor(() => expect(told).toEqual(["cut off", "cut off", "found", "a"]));
  });

  it("has all loaded where it missed something, and follows what comes then", async () => {
    const store = new WatchedStore();
    const { told } = await following(store);
    store.isTrimmed = true;
    follower.start();
    await vi.waitFor(() => expect(told).toEqual(["resync"]));
    await create(store, "a", 1);
    await vi.waitFor(() => expect(told).toEqual(["resync", "a"]));
  });

  it("has all loaded again where that failed", async () => {
    const store = new WatchedStore();
    const { told, followed } = await following(store);
    store.isTrimmed = true;
    const resync = vi.spyOn(followed, "resync").mockImplementationOnce(async () => {
      store.isTrimmed = true;
      throw new StoreError("unavailable", "not now");
    });
    follower.start();
    await vi.waitFor(() => expect(told).toEqual(["not now", "resync", "found"]));
    expect(resync).toHaveBeenCalledTimes(2);
  });

  it("that knows no place to go on from has all loaded first, and follows what comes then", async () => {
    const store = new WatchedStore();
    await create(store, "before", 1);
    const { told, followed } = await following(store);
    follower = Follower.behind(store, followed);
    follower.start();
    await vi.waitFor(() => expect(told).toEqual(["resync"]));
    await create(store, "a", 1);
    await vi.waitFor(() => expect(told).toEqual(["resync", "a"]));
  });

  it("asks no more once it was stopped", async () => {
    const store = new WatchedStore();
    const { told } = await following(store);
    follower.start();
    await vi.waitFor(() => expect(store.waits).toBe(1));
    follower.stop();
    await create(store, "late", 1);
    await setImmediate();
    await setImmediate();
    expect([told, store.waits]).toEqual([[], 1]);
  });
});
