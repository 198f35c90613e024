import { describe, expect, test } from "vitest";
import { type CircuitEvent, newCircuit } from "../breaker/index.ts";
import { START } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { StoreError } from "../stores/store.ts";
import { Fork } from "./fork.ts";
import type { Confirmed } from "./shared-circuit.ts";
import { encodeCircuit, toLog } from "./stored-circuit.ts";
import { logged, RemoteStore } from "./testkit.ts";

const BASE = newCircuit("external_api", START);
const EMPTY: Confirmed = { circuit: BASE, version: null, value: null };

/** The circuit after so many failures, and an event that tells it. */
const failing = (failures: number) => ({ ...BASE, consecutiveFailures: failures });
const told = (generation: number) =>
  toLog("external_api", [{ kind: "half_opened", at: START, generation } satisfies CircuitEvent], "one", true);

function parted(code: StoreError["code"] = "unavailable", base = EMPTY) {
  const store = new MemoryStore();
  const remote = new RemoteStore(store);
  let ids = 0;
  const around = {
    store: remote,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  };
  const next = encodeCircuit(failing(1), base.value);
  const swap = {
    collection: "circuits",
    id: "external_api",
    expected: base.version,
    next,
    events: [],
    writeId: "lost",
  } as const;
  const error = new StoreError(code, "out");
  const fork = new Fork(base, { swap, circuit: failing(1), events: told(1) }, error);
  return { store, remote, around, fork, error, swap };
}

async function generations(store: MemoryStore): Promise<unknown[]> {
  const { events } = store.history({ limit: 2000 });
  return events.map(({ details }) => details.generation).reverse();
}

describe("a circuit that goes on in memory", () => {
  test("begins with what could not be stored, and says why", () => {
    const { fork, error } = parted();
    expect(fork.circuit).toEqual(failing(1));
    expect(fork.error).toBe(error);
  });

  test("brings back in one swap what was refused and what came after it", async () => {
    const { fork, around, remote, store } = parted();
    fork.goOn(failing(2), told(2));
    fork.goOn(failing(3), []);
    const stored = await fork.bringBack(around);
    expect(stored).toEqual({
      circuit: failing(3),
      version: store.get("circuits", "external_api")?.version,
      value: { schema: 1, circuit: failing(3) },
    });
    expect(stored?.version?.writeId).toBe("id-1");
    expect(remote.sent).toBe(1);
    expect(await generations(store)).toEqual([1, 2]);
  });

  test("sends what may have been stored again as it was, and then the rest alone", async () => {
    const { fork, around, remote, store, swap } = parted("outcome_unknown");
    fork.goOn(failing(2), told(2));
    remote.isHeld = true;
    const first = fork.bringBack(around);
    const again = remote.next();
    expect(again.swap).toBe(swap);
    again.answer();
    expect(await first).toMatchObject({ circuit: failing(1), version: { writeId: "lost" } });
    const second = fork.bringBack(around);
    expect(remote.line[0]?.swap).toMatchObject({ expected: { writeId: "lost" }, writeId: "id-1" });
    remote.next().answer();
    expect(await second).toMatchObject({ circuit: failing(2) });
    expect(await generations(store)).toEqual([2]);
  });

  test("tells the log once of what happened while it was brought back", async () => {
    const { fork, around, remote, store } = parted();
    remote.isHeld = true;
    const first = fork.bringBack(around);
    fork.goOn(failing(2), told(2));
    remote.next().answer();
    expect(await first).toMatchObject({ circuit: failing(1) });
    remote.isHeld = false;
    expect(await fork.bringBack(around)).toMatchObject({ circuit: failing(2) });
    expect(await generations(store)).toEqual([1, 2]);
  });

  test("tells the log in order also where the store had gone on meanwhile", async () => {
    const { fork, around, remote, store } = parted();
    store.swap({
      collection: "circuits",
      id: "external_api",
      expected: null,
      next: encodeCircuit({ ...BASE, generation: 5 }, { ring: 1 }),
      events: [],
      writeId: "other",
    });
    remote.isHeld = true;
    const first = fork.bringBack(around);
    fork.goOn(failing(2), told(2));
    remote.next().answer();
    expect(await first).toBeNull();
    expect(fork.circuit).toEqual({ ...failing(2), generation: 6 });
    remote.isHeld = false;
    expect(await fork.bringBack(around)).toMatchObject({ version: { writeId: "id-2" }, value: { ring: 1 } });
    expect(await generations(store)).toEqual([1, 2]);
  });

  test("keeps the last thousand events for the log", async () => {
    const { fork, around, store } = parted();
    for (let count = 2; count <= 1002; count += 1) fork.goOn(failing(count), told(count));
    await fork.bringBack(around);
    const kept = await generations(store);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([1000, 3, 1002]);
  });

  test("stays sealed until its fate is known", async () => {
    const { fork, around, remote, store } = parted();
    remote.isDown = true;
    await expect(fork.bringBack(around)).rejects.toMatchObject({ code: "unavailable" });
    fork.goOn(failing(2), []);
    remote.isDown = false;
    expect(await fork.bringBack(around)).toMatchObject({ circuit: failing(1), version: { writeId: "id-1" } });
    expect(await fork.bringBack(around)).toMatchObject({ circuit: failing(2), version: { writeId: "id-2" } });
    expect(await logged(store)).toEqual(["half_opened (degraded)"]);
  });

  test("keeps an act that its store has lost by going back, whether it added anything to it or not", async () => {
    const base: Confirmed = {
      circuit: { ...BASE, generation: 4, acts: 3 },
      version: { number: 9, writeId: "lost" },
      value: null,
    };
    for (const failures of [0, 1]) {
      const store = new MemoryStore();
      const next = encodeCircuit({ ...BASE, generation: 3, acts: 2 }, null);
      const events = told(1);
      const swap = {
        collection: "circuits",
        id: "external_api",
        expected: null,
        next,
        events,
        writeId: "old",
      } as const;
      store.swap(swap);
      const circuit = failures === 0 ? base.circuit : { ...base.circuit, consecutiveFailures: failures };
      const lost = { swap: { ...swap, expected: base.version, writeId: "new" }, circuit, events };
      const fork = new Fork(base, lost, new StoreError("unavailable", "out"));
      const around = { store, newId: () => "again" };
      expect(await fork.bringBack(around)).toBeNull();
      expect(fork.circuit).toEqual({ ...circuit, generation: 5 });
      expect(await fork.bringBack(around)).toMatchObject({ circuit: fork.circuit });
    }
  });

  test("writes again what somebody removed in the outage", async () => {
    const base: Confirmed = { circuit: BASE, version: { number: 9, writeId: "removed" }, value: { ring: 1 } };
    const { fork, around, store } = parted("unavailable", base);
    expect(await fork.bringBack(around)).toBeNull();
    expect(fork.circuit).toEqual(failing(1));
    expect(await fork.bringBack(around)).toMatchObject({ circuit: failing(1) });
    expect(store.get("circuits", "external_api")?.value).toEqual({ ring: 1, schema: 1, circuit: failing(1) });
    expect(await generations(store)).toEqual([1]);
  });

  test("takes over what the store holds, and does not bring it back over what became of it there", async () => {
    const { fork, around, store } = parted();
    const write = (circuit: typeof BASE, expected: Confirmed["version"], writeId: string) => {
      const swap = { collection: "circuits", id: BASE.id, expected, events: [], writeId } as const;
      const answer = store.swap({ ...swap, next: encodeCircuit(circuit, null) });
      return answer.status === "applied" ? answer.version : null;
    };
    const first = write({ ...BASE, generation: 4, acts: 1, consecutiveFailures: 2 }, null, "act");
    expect(await fork.bringBack(around)).toBeNull();
    expect(fork.circuit).toMatchObject({ generation: 4, consecutiveFailures: 2 });
    write({ ...BASE, generation: 4, acts: 1 }, first, "success");
    expect(await fork.bringBack(around)).toBeNull();
    expect((await fork.bringBack(around))?.circuit).toEqual({ ...BASE, generation: 4, acts: 1 });
  });
});
