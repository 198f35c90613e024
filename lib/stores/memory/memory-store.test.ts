import { describe, expect, it } from "vitest";
import { apply, create, type Place, swapOf } from "../contract/place.ts";
import { describeLocalStore, describeStore } from "../contract.ts";
import { REMEMBER_WRITES_MS } from "../limits.ts";
import { MemoryStore } from "./memory-store.ts";

const newPlace = (): Place => ({ open: (now) => new MemoryStore(now), remove: () => {} });

describeStore("MemoryStore", newPlace);
describeLocalStore("MemoryStore", newPlace);

describe("MemoryStore", () => {
  it("knows the writes of a busy value for 10 minutes, whenever it was last asked for one", async () => {
    let now = 1_000;
    const store = new MemoryStore(() => now);
    let expected = await create(store, "busy", 0);
    const writes = [];
    for (let minute = 0; minute < 30; minute += 1) {
      const swap = swapOf("busy", { expected, next: minute });
      expected = await apply(store, swap);
      writes.push({ swap, version: expected, at: now });
      if (minute % 7 === 0) expect(await apply(store, swap)).toEqual(expected);
      now += 60_000;
    }
    for (const { swap, version, at } of writes) {
      const isKnown = now - at <= REMEMBER_WRITES_MS;
      const result = isKnown ? { status: "applied", version } : { status: "conflict" };
      expect(store.swap(swap)).toMatchObject(result);
    }
    expect(store.get("circuits", "busy")?.value).toBe(29);
  });

  it("gives out copies of a value that its writer does not change", async () => {
    const store = new MemoryStore();
    const { cursor } = store.changes(null);
    const next = { failures: ["first"] };
    store.swap({ ...swapOf("external_api", { next }), isImmutable: true });
    const handedOut = [
      store.get("circuits", "external_api")?.value,
      store.load("circuits")[0]?.value,
      store.changes(cursor).changes[0]?.value,
    ];
    for (const value of handedOut) {
      expect(value).toEqual({ failures: ["first"] });
      expect(value).not.toBe(next);
      (value as { failures: string[] }).failures.push("second");
    }
    expect(store.get("circuits", "external_api")?.value).toEqual({ failures: ["first"] });
    expect(next).toEqual({ failures: ["first"] });
  });
});
