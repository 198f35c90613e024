import { setImmediate } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { type Circuit, type PolicyPatch, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Stored } from "../stores/store.ts";
import { type RegisteredCircuit, Registry } from "./index.ts";
import { now, overrideBy, permitted, RemoteStore, resetBy, run, TestClock, trip } from "./testkit.ts";

/** Two processes on one store. `deliver` tells both what was written since the last time. */
function fleet(patch: PolicyPatch = {}) {
  const store = new MemoryStore();
  const clock = new TestClock();
  let { cursor } = store.changes(null);
  const policy = policyOf(patch);
  const [one, two] = ["one", "two"].map((instance) => {
    const remote = new RemoteStore(store);
    const learned: string[] = [];
    const onLearned = (before: Circuit, after: Circuit) => learned.push(`${before.state} → ${after.state}`);
    const registry = new Registry({ store: remote, clock, instance, onLearned });
    return { remote, registry, learned, circuit: registry.register("api", policy) };
  }) as [Instance, Instance];
  const deliver = () => {
    const page = store.changes(cursor);
    cursor = page.cursor;
    for (const { registry } of [one, two]) for (const change of page.changes) registry.follow(change);
  };
  return { store, clock, policy, one, two, deliver };
}

interface Instance {
  readonly remote: RemoteStore;
  readonly registry: Registry;
  readonly learned: string[];
  readonly circuit: RegisteredCircuit;
}

/** A store that holds a value at a number below all that were given since. */
function restoredWith({ id, value }: Stored): MemoryStore {
  const store = new MemoryStore();
  store.swap({ collection: "circuits", id, expected: null, next: value, events: [], writeId: "restored" });
  return store;
}

/** The store loses everything and is written anew: what `MemoryStore` does only as a new one. */
function wipe(store: MemoryStore): void {
  for (const { collection, id, version } of store
    .load("circuits")
    .map((each) => ({ collection: "circuits", ...each }))) {
    store.swap({
      collection: collection as "circuits",
      id,
      expected: version,
      next: null,
      events: [],
      writeId: `wipe ${id}`,
    });
  }
}

describe("what another process wrote", () => {
  test("decides here as soon as it is told: a trip rejects, a reset admits", async () => {
    const { one, two, deliver } = fleet();
    await trip(one.circuit);
    expect(now(two.circuit.admit(null))).toMatchObject({ kind: "pass" });
    deliver();
    expect(now(two.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    await resetBy(two.circuit);
    deliver();
    expect(now(one.circuit.admit(null))).toMatchObject({ kind: "pass" });
  });

  test("is told to whoever counts changes of state, once", async () => {
    const { one, two, deliver } = fleet();
    await trip(one.circuit);
    deliver();
    deliver();
    expect(two.learned.at(-1)).toBe("closed → open");
    expect(two.learned.filter((step) => step.endsWith("open"))).toHaveLength(1);
    expect(one.learned).toEqual([]);
  });

  test("takes the permits given before it: what they report changes nothing", async () => {
    const { one, two, deliver } = fleet();
    const late = permitted(now(two.circuit.admit(null)));
    await resetBy(one.circuit);
    deliver();
    await two.circuit.settle(late, failure());
    expect(two.circuit.describe()).toMatchObject({ consecutiveFailures: 0, generation: 2 });
  });

  test("counts together with what is seen here: failures in a row are those of all", async () => {
    const { one, two, deliver } = fleet({ failure_threshold: 3 });
    await run(one.circuit, failure());
    deliver();
    await run(two.circuit, failure());
    deliver();
    await run(one.circuit, SUCCESS);
    deliver();
    await run(two.circuit, failure(), failure());
    expect(two.circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 2 });
  });

  test("leaves a probe's lease to be ended here where its process has died", async () => {
    const { clock, one, two, deliver } = fleet({ half_open_max_calls: 1, timeout_seconds: 10 });
    await trip(one.circuit);
    clock.wait(300);
    await one.circuit.admit(null);
    deliver();
    one.registry.close();
    expect(await two.circuit.admit(null)).toMatchObject({ reason: "probes_in_flight" });
    clock.wait(15);
    expect(await two.circuit.admit(null)).toMatchObject({ kind: "probe" });
  });

  test("that is older than what is known changes nothing", async () => {
    const { store, one, two } = fleet();
    const start = store.changes(null).cursor;
    await run(one.circuit, failure(), failure());
    const { changes } = store.changes(start);
    for (const change of changes) two.registry.follow(change);
    two.registry.follow(changes[0]!);
    expect(two.circuit.describe().consecutiveFailures).toBe(2);
  });

  test("in a schema that this version cannot read leaves this process going on as it was", async () => {
    const { store, one, deliver } = fleet();
    await run(one.circuit, failure());
    const { version } = one.circuit.confirmed;
    store.swap({
      collection: "circuits",
      id: "api",
      expected: version,
      next: { schema: 9 },
      events: [],
      writeId: "new",
    });
    deliver();
    expect(one.circuit.describe().consecutiveFailures).toBe(1);
    await trip(one.circuit);
    expect(one.circuit.describe().state).toBe("open");
    expect(store.get("circuits", "api")?.value).toEqual({ schema: 9 });
  });

  test("of a circuit that is not registered is what it starts from", async () => {
    const { one, two, policy, deliver } = fleet();
    await trip(one.registry.register("later", policy));
    deliver();
    expect(two.registry.register("later", policy).describe().state).toBe("open");
  });

  test("makes the circuit of a caller known here as well", async () => {
    const { one, two, policy, deliver } = fleet({ scope: "credential" });
    const callers = [one, two].map(({ registry, circuit }) => registry.callersOf(circuit, policy)!);
    const grant = now(callers[0]!.of("acme", "key-7")!.admit(null));
    if (grant.kind === "rejection") throw new Error("rejected");
    await callers[0]!.of("acme", "key-7")!.settle(grant, { ...failure(), blame: "caller" });
    deliver();
    expect([...callers[1]!.all()].map(({ id }) => id)).toEqual(["api@acme:key-7"]);
  });
});

describe("what this process sent itself", () => {
  test("is acknowledged by the changes where they are faster than the answer", async () => {
    const { one, deliver } = fleet();
    one.remote.isHeld = true;
    const settled = Promise.resolve(one.circuit.settle(permitted(now(one.circuit.admit(null))), failure()));
    const exchange = one.remote.next();
    exchange.carryOut();
    deliver();
    await settled;
    expect(one.circuit.describe().consecutiveFailures).toBe(1);
    exchange.answer();
    await Promise.resolve();
    expect(one.circuit.describe().consecutiveFailures).toBe(1);
  });

  test("and what another wrote upon it both count, though the answer comes last", async () => {
    const { one, two, deliver } = fleet();
    one.remote.isHeld = true;
    const settled = Promise.resolve(one.circuit.settle(permitted(now(one.circuit.admit(null))), failure("a")));
    const exchange = one.remote.next();
    exchange.carryOut();
    await run(two.circuit, failure("b"));
    deliver();
    exchange.answer();
    await settled;
    expect(one.circuit.describe()).toMatchObject({ consecutiveFailures: 2, lastError: { message: "b" } });
  });

  test("and was told as lost is found in the changes: the act is not carried out again", async () => {
    const { one, store, deliver } = fleet();
    one.remote.isHeld = true;
    const act = Promise.resolve(resetBy(one.circuit)).catch((error: unknown) => error);
    const exchange = one.remote.next();
    exchange.carryOut();
    exchange.breakOff();
    expect(await act).toMatchObject({ code: "outcome_unknown" });
    deliver();
    expect(one.circuit.describe().generation).toBe(2);
    expect(one.circuit.isCutOff).toBe(false);
    expect(one.circuit.confirmed.version).toEqual(store.get("circuits", "api")?.version);
  });
});

describe("what it is told while a swap is on its way", () => {
  test("is not forgotten for the answer that comes after it and is older", async () => {
    const { one, two, deliver } = fleet({ half_open_max_calls: 1, recovery_timeout: 1 });
    await run(one.circuit, failure("1"));
    two.remote.isHeld = true;
    const late = permitted(now(two.circuit.admit(null)));
    const settled = Promise.resolve(two.circuit.settle(late, failure("2")));
    const exchange = two.remote.next();
    expect(exchange.carryOut().status).toBe("conflict");
    await resetBy(one.circuit);
    deliver();
    exchange.answer();
    await settled;
    expect(two.circuit.describe()).toMatchObject({ generation: 2, consecutiveFailures: 0 });
    expect(two.circuit.confirmed.version).toEqual(one.circuit.confirmed.version);
  });

  test("is taken in where an act is refused", async () => {
    const { one, two, deliver } = fleet();
    two.remote.isHeld = true;
    const act = Promise.resolve(resetBy(two.circuit)).catch((error: unknown) => error);
    await trip(one.circuit);
    deliver();
    two.remote.next().refuse();
    expect(await act).toMatchObject({ code: "unavailable" });
    expect(now(two.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
  });

  test("is taken in where a lost batch turns out to have been carried out, and others wrote upon it", async () => {
    const { one, two, deliver } = fleet();
    two.remote.isHeld = true;
    const settled = Promise.resolve(two.circuit.settle(permitted(now(two.circuit.admit(null))), failure("a")));
    const exchange = two.remote.next();
    exchange.carryOut();
    exchange.breakOff();
    await settled;
    await run(one.circuit, failure("b"));
    deliver();
    two.remote.isHeld = false;
    await two.registry.reconnect();
    expect(two.circuit.describe()).toMatchObject({ consecutiveFailures: 2, lastError: { message: "b" } });
    expect(two.circuit.confirmed.version).toEqual(one.circuit.confirmed.version);
  });

  test("is taken in where all was loaded anew meanwhile", async () => {
    const { one, two } = fleet();
    two.remote.isHeld = true;
    const act = Promise.resolve(resetBy(two.circuit)).catch((error: unknown) => error);
    await trip(one.circuit);
    await two.registry.resync();
    two.remote.next().refuse();
    expect(await act).toMatchObject({ code: "unavailable" });
    expect(now(two.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
  });
});

describe("an act that is repeated under its id", () => {
  const reset = (circuit: RegisteredCircuit) => {
    const act = (value: Circuit, at: number) => ({
      circuit: { ...value, generation: value.generation + 1, acts: value.acts + 1, since: at },
      events: [],
      result: "done",
    });
    return circuit.act(act, "the-act");
  };

  test("is carried out once where the first reply was lost", async () => {
    const { one, deliver } = fleet();
    one.remote.isHeld = true;
    const first = Promise.resolve(reset(one.circuit)).catch((error: unknown) => error);
    const exchange = one.remote.next();
    exchange.carryOut();
    exchange.breakOff();
    expect(await first).toMatchObject({ code: "outcome_unknown" });
    one.remote.isHeld = false;
    deliver();
    expect(await reset(one.circuit)).toBe("done");
    expect(one.circuit.describe().generation).toBe(2);
  });

  test("through a process that knew less shows what is stored, not what it would have made of the little it knew", async () => {
    const { one, two } = fleet();
    await trip(one.circuit);
    await reset(one.circuit);
    expect(await reset(two.circuit)).toBe("done");
    expect(two.circuit.describe()).toMatchObject({ state: "open", generation: 3 });
    expect(two.circuit.confirmed).toEqual(one.circuit.confirmed);
  });

  test("is done though what it came to cannot be read, and is read later", async () => {
    const { one, two } = fleet();
    await trip(one.circuit);
    await reset(one.circuit);
    two.remote.isHeld = true;
    const again = reset(two.circuit);
    two.remote.next().answer();
    two.remote.isDown = true;
    expect(await again).toBe("done");
    expect([two.circuit.isCutOff, two.registry.degraded]).toEqual([true, true]);
    two.remote.isDown = false;
    expect(await two.registry.reconnect()).toBe(true);
    expect(two.circuit.confirmed).toEqual(one.circuit.confirmed);
  });

  test("does not bring back what it had made where others have written since", async () => {
    const { one, two, deliver } = fleet();
    await reset(one.circuit);
    deliver();
    await trip(two.circuit);
    deliver();
    await reset(one.circuit);
    expect(one.circuit.describe()).toMatchObject({ state: "open", generation: 3 });
  });
});

describe("a process that lost sight of the changes", () => {
  test("learns what the store holds by now, of circuits that it has and that it has not", async () => {
    const { one, two, policy } = fleet();
    await trip(one.circuit);
    await trip(one.registry.register("later", policy));
    await two.registry.resync();
    expect(two.circuit.describe().state).toBe("open");
    expect(two.registry.register("later", policy).describe().state).toBe("open");
  });

  test("writes what the store has lost, so that whoever starts later finds it", async () => {
    const { store, clock, one, policy } = fleet();
    await trip(one.circuit);
    wipe(store);
    await one.registry.resync();
    const late = new Registry({ store, clock, instance: "late" });
    await late.load();
    expect(late.register("api", policy).describe()).toMatchObject({ state: "open", generation: 2 });
    expect(one.circuit.describe()).toMatchObject({ state: "open", generation: 2 });
  });

  test("that lost everything has it back once, whoever of those who know it writes first", async () => {
    const { store, one, two, deliver } = fleet();
    await trip(one.circuit);
    deliver();
    wipe(store);
    await Promise.all([one.registry.resync(), two.registry.resync()]);
    deliver();
    expect([one, two].map(({ circuit }) => circuit.describe())).toMatchObject([
      { state: "open", generation: 2, consecutiveFailures: 5 },
      { state: "open", generation: 2, consecutiveFailures: 5 },
    ]);
    expect(one.circuit.confirmed.version).toEqual(two.circuit.confirmed.version);
  });

  test("starts a circuit that is registered meanwhile from what the store holds", async () => {
    const { store, one, two, policy } = fleet();
    await trip(one.circuit);
    await trip(one.registry.register("later", policy));
    const { promise, resolve } = Promise.withResolvers<void>();
    two.remote.get = async (collection, id) => {
      await promise;
      return store.get(collection, id);
    };
    const done = two.registry.resync();
    await setImmediate();
    const later = two.registry.register("later", policy);
    resolve();
    await done;
    expect(later.describe().state).toBe("open");
  });

  test("writes what the store lost by going back also where something happens before it has looked", async () => {
    const { store, one } = fleet();
    await run(one.circuit, failure());
    const earlier = store.get("circuits", "api");
    await trip(one.circuit);
    await resetBy(one.circuit);
    await trip(one.circuit);
    const { generation } = one.circuit.describe();
    const restored = restoredWith(earlier!);
    vi.spyOn(one.remote, "swap").mockImplementation(async (swap) => restored.swap(swap));
    await overrideBy(one.circuit, { mode: "dry_run" });
    expect(one.circuit.describe()).toMatchObject({ state: "open", generation: generation + 1 });
    expect(restored.get("circuits", "api")?.value).toMatchObject({ circuit: { state: "open", acts: 2 } });
    expect(one.circuit.isCutOff).toBe(false);
  });

  test("writes what the store lost by going back where what happens changes nothing", async () => {
    const { store, one, clock } = fleet();
    await run(one.circuit, failure());
    const earlier = store.get("circuits", "api");
    await trip(one.circuit);
    clock.wait(300);
    const restored = restoredWith(earlier!);
    vi.spyOn(one.remote, "swap").mockImplementation(async (swap) => restored.swap(swap));
    one.circuit.tick();
    await vi.waitFor(() => expect(one.circuit.isCutOff).toBe(false));
    await vi.waitFor(() =>
      expect(restored.get("circuits", "api")?.value).toMatchObject({ circuit: { state: "half_open" } }),
    );
  });

  test("leaves what is on its way to its answer", async () => {
    const { one, two } = fleet();
    one.remote.isHeld = true;
    const settled = Promise.resolve(one.circuit.settle(permitted(now(one.circuit.admit(null))), failure("a")));
    await run(two.circuit, failure("b"));
    await one.registry.resync();
    one.remote.isHeld = false;
    one.remote.next().answer();
    await settled;
    expect(one.circuit.describe().consecutiveFailures).toBe(2);
  });

  test("tells that the store cannot be read, and knows no less than before", async () => {
    const { one } = fleet();
    await trip(one.circuit);
    one.remote.isDown = true;
    await expect(one.registry.resync()).rejects.toMatchObject({ name: "StoreError" });
    expect(one.circuit.describe().state).toBe("open");
  });
});
