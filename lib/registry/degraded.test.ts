import { afterEach, describe, expect, test, vi } from "vitest";
import { type PolicyPatch, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Store, StoreError } from "../stores/store.ts";
import { type RegisteredCircuit, Registry } from "./index.ts";
import {
  FailingStore,
  Listener,
  logged,
  now,
  overrideBy,
  permitted,
  RemoteStore,
  resetBy,
  run,
  TestClock,
  trip,
} from "./testkit.ts";

const open: Registry[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const registry of open.splice(0)) registry.close();
});

function join(store: Store, clock: TestClock, patch: PolicyPatch = {}) {
  const reports: (StoreError | null)[] = [];
  const listener = new Listener();
  const registry = new Registry({
    store,
    clock,
    instance: "one",
    onEvents: listener.onEvents,
    onStore: (error) => reports.push(error),
  });
  open.push(registry);
  return { registry, reports, listener, circuit: registry.register("external_api", policyOf(patch)) };
}

/** One instance whose store can fail, and another one that always reaches it. */
function pair(patch: PolicyPatch = {}) {
  const store = new MemoryStore();
  const clock = new TestClock();
  const remote = new RemoteStore(store);
  return { store, clock, remote, one: join(remote, clock, patch), two: join(store, clock, patch) };
}

describe.each([
  ["a shared store that is out", () => new RemoteStore(new MemoryStore())],
  ["a disk that is full", () => new FailingStore()],
])("%s", (_, makeStore) => {
  function outage(patch: PolicyPatch = {}) {
    const store = makeStore();
    const clock = new TestClock();
    return { store, clock, ...join(store, clock, patch) };
  }

  test("keeps no execution from running: the circuit goes on in memory", async () => {
    const { store, circuit, clock } = outage();
    store.isDown = true;
    await trip(circuit);
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    clock.wait(300);
    const probes = [1, 2, 3].map(() => now(circuit.admit(null)));
    expect(probes.map(({ kind }) => kind)).toEqual(["probe", "probe", "probe"]);
    expect(now(circuit.admit(null))).toMatchObject({ reason: "probes_in_flight" });
    now(circuit.settle(permitted(probes[0]!), SUCCESS));
    expect(circuit.describe()).toMatchObject({ state: "closed", generation: 4 });
    expect(now(circuit.admit(null))).toBe(now(circuit.admit(null)));
  });

  test("is reported once, and once that it is back", async () => {
    const { store, circuit, registry, reports } = outage();
    store.isDown = true;
    expect(registry.degraded).toBe(false);
    await run(circuit, failure(), failure());
    const other = registry.register("smtp", policyOf());
    await run(other, failure());
    expect(registry.degraded).toBe(true);
    expect(await registry.reconnect()).toBe(false);
    expect(reports).toMatchObject([{ name: "StoreError", code: "unavailable" }]);
    store.isDown = false;
    expect(await registry.reconnect()).toBe(true);
    expect(registry.degraded).toBe(false);
    expect(reports).toMatchObject([{ code: "unavailable" }, null]);
  });

  test("lets acts fail, and changes nothing by them", async () => {
    const { store, circuit, registry } = outage();
    await trip(circuit);
    store.isDown = true;
    const before = circuit.describe();
    await expect((async () => resetBy(circuit))()).rejects.toMatchObject({ name: "StoreError", code: "unavailable" });
    await expect((async () => overrideBy(circuit, { mode: "forced_closed" }))()).rejects.toThrow();
    expect(circuit.describe()).toEqual(before);
    expect(registry.degraded).toBe(true);
    store.isDown = false;
    expect(await registry.reconnect()).toBe(true);
    expect(await resetBy(circuit)).toMatchObject({ done: true, changed: true });
  });

  test("lets acts fail also on a circuit that already goes on in memory", async () => {
    const { store, circuit } = outage();
    store.isDown = true;
    await trip(circuit);
    await expect((async () => resetBy(circuit))()).rejects.toMatchObject({ code: "unavailable" });
    expect(circuit.describe().state).toBe("open");
  });

  test("gets back what happened meanwhile, its events marked as degraded", async () => {
    const { store, circuit, registry, clock, listener } = outage();
    await run(circuit, failure());
    store.isDown = true;
    await trip(circuit);
    clock.wait(300);
    registry.tick();
    await run(circuit, SUCCESS);
    expect(listener.kinds()).toEqual(["opened", "half_opened", "closed"]);
    store.isDown = false;
    expect(await registry.reconnect()).toBe(true);
    expect(await logged(store)).toEqual(["opened (degraded)", "half_opened (degraded)", "closed (degraded)"]);
    expect(await store.get("circuits", "external_api")).toMatchObject({
      version: circuit.confirmed.version,
      value: { circuit: { state: "closed", generation: 4 } },
    });
    await trip(circuit);
    expect((await logged(store)).at(-1)).toBe("opened");
    expect(listener.kinds()).toHaveLength(4);
  });

  test("marks also the event with which it began", async () => {
    const { store, circuit, registry } = outage({ failure_threshold: 1 });
    store.isDown = true;
    await run(circuit, failure());
    store.isDown = false;
    await registry.reconnect();
    expect(await logged(store)).toEqual(["opened (degraded)"]);
  });

  test("is not over before everything is brought back, even where something else could be stored", async () => {
    const { store, circuit, registry } = outage();
    store.isDown = true;
    await run(circuit, failure());
    store.isDown = false;
    await run(registry.register("smtp", policyOf()), failure());
    expect(registry.degraded).toBe(true);
    await registry.reconnect();
    expect(registry.degraded).toBe(false);
  });

  test("is tried again by itself", async () => {
    const { store, circuit, registry } = outage();
    store.isDown = true;
    await run(circuit, failure());
    store.isDown = false;
    await vi.waitFor(() => expect(registry.degraded).toBe(false), { timeout: 2000 });
    expect(await store.get("circuits", "external_api")).toMatchObject({
      value: { circuit: { consecutiveFailures: 1 } },
    });
  });

  test("takes everything back: the permits of the outage count on", async () => {
    const { store, circuit, registry } = outage();
    store.isDown = true;
    await run(circuit, failure());
    const permit = permitted(now(circuit.admit(null)));
    store.isDown = false;
    await registry.reconnect();
    await circuit.settle(permit, failure());
    expect(circuit.describe().consecutiveFailures).toBe(2);
  });

  test("is left in peace by a registry that was closed", async () => {
    const { store, circuit, registry } = outage();
    store.isDown = true;
    await run(circuit, failure());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    registry.close();
    await trip(circuit);
    await run(registry.register("smtp", policyOf()), failure());
    expect(await registry.reconnect()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("an outage with an act on its way", () => {
  test("fails the act that waits in the queue, and keeps the outcomes around it", async () => {
    const { remote, one } = pair();
    remote.isHeld = true;
    const settled = [1, 2].map(() => one.circuit.settle(permitted(now(one.circuit.admit(null))), failure()));
    const act = Promise.resolve(resetBy(one.circuit)).catch((error: unknown) => error);
    settled.push(one.circuit.settle(permitted(now(one.circuit.admit(null))), failure()));
    remote.next().refuse();
    await Promise.all(settled);
    expect(await act).toMatchObject({ name: "StoreError", code: "unavailable" });
    expect(one.circuit.describe()).toMatchObject({ consecutiveFailures: 3, generation: 1 });
  });

  test("goes on with what waits behind the act that failed", async () => {
    const { remote, one } = pair();
    remote.isHeld = true;
    const act = Promise.resolve(resetBy(one.circuit)).catch((error: unknown) => error);
    const settled = one.circuit.settle(permitted(now(one.circuit.admit(null))), failure());
    remote.isHeld = false;
    remote.next().refuse();
    await settled;
    expect(await act).toMatchObject({ code: "unavailable" });
    expect(one.circuit.describe()).toMatchObject({ consecutiveFailures: 1, generation: 1 });
  });
});

describe("coming back to a store that has gone on", () => {
  test("an act of a person there wins", async () => {
    const { store, remote, one, two } = pair();
    remote.isDown = true;
    await trip(one.circuit);
    await overrideBy(two.circuit, { mode: "forced_closed" });
    remote.isDown = false;
    expect(await one.registry.reconnect()).toBe(true);
    expect(one.circuit.describe()).toMatchObject({
      state: "closed",
      // Above that of the fork, so that none of its permits counts.
      generation: 3,
      override: { mode: "forced_closed" },
    });
    expect(await logged(store)).toEqual(["override_set", "opened (degraded)"]);
    expect(one.circuit.describe()).toEqual({ ...two.circuit.describe(), generation: 3 });
  });

  test("else the stricter state wins, at a generation that no permit was given in", async () => {
    const { store, remote, one, two, clock } = pair();
    await trip(two.circuit);
    await one.circuit.settle(permitted(now(one.circuit.admit(null))), failure("straggler"));
    clock.wait(300);
    remote.isDown = true;
    await run(one.circuit, SUCCESS);
    await run(two.circuit, failure("probe"));
    remote.isDown = false;
    expect(await one.registry.reconnect()).toBe(true);
    expect(one.circuit.describe()).toMatchObject({ state: "open", generation: 5, consecutiveFailures: 6 });
    expect(now(one.circuit.admit(null)).kind).toBe("rejection");
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { state: "open", generation: 5 } });
  });

  test("an outage that this process saw is brought to the others", async () => {
    const { remote, one, two } = pair();
    remote.isDown = true;
    await trip(one.circuit);
    await run(two.circuit, failure());
    remote.isDown = false;
    await one.registry.reconnect();
    await two.circuit.settle(passOf(1), failure("straggler"));
    expect(two.circuit.describe()).toMatchObject({ state: "open", generation: 3 });
  });

  test("the merged circuit decides before it is stored", async () => {
    const { remote, one, two } = pair();
    remote.isDown = true;
    await run(one.circuit, failure());
    await trip(two.circuit);
    remote.isDown = false;
    remote.isHeld = true;
    const back = one.registry.reconnect();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    expect(now(one.circuit.admit(null)).kind).toBe("pass");
    remote.next().answer();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    expect(now(one.circuit.admit(null)).kind).toBe("rejection");
    remote.next().answer();
    expect(await back).toBe(true);
  });

  test("what happens while it comes back is not lost, and does not undo the merge", async () => {
    const { store, remote, one } = pair();
    remote.isDown = true;
    await run(one.circuit, failure("1"));
    remote.isDown = false;
    remote.isHeld = true;
    const back = one.registry.reconnect();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    await run(one.circuit, failure("2"));
    const exchange = remote.next();
    exchange.answer();
    await exchange.answered;
    await run(one.circuit, failure("3"));
    remote.isHeld = false;
    await vi.waitFor(() => expect(remote.line.length === 0 || remote.next().answer()).toBe(true));
    expect(await back).toBe(true);
    expect(one.circuit.describe()).toMatchObject({ consecutiveFailures: 3, lastError: { message: "3" } });
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { consecutiveFailures: 3 } });
  });

  test("an outcome in the very turn in which the store is back is not lost", async () => {
    for (let turns = 0; turns < 12; turns += 1) {
      const { remote, one } = pair({ failure_threshold: 1000 });
      remote.isDown = true;
      await run(one.circuit, failure());
      remote.isDown = false;
      const back = one.registry.reconnect();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await run(one.circuit, failure());
      expect(await back).toBe(true);
      expect(one.circuit.describe().consecutiveFailures).toBe(2);
      expect(one.registry.degraded).toBe(false);
    }
  });

  test("a batch of unknown fate is sent again as it was, and counts once", async () => {
    const { store, remote, one } = pair();
    remote.isHeld = true;
    const settled = one.circuit.settle(permitted(now(one.circuit.admit(null))), failure("1"));
    const lost = remote.next();
    lost.carryOut();
    lost.breakOff();
    await settled;
    await run(one.circuit, failure("2"));
    const back = one.registry.reconnect();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    const again = remote.next();
    expect(again.swap).toEqual(lost.swap);
    again.answer();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    remote.next().answer();
    expect(await back).toBe(true);
    expect(store.get("circuits", "external_api")?.value).toMatchObject({
      circuit: { consecutiveFailures: 2, generation: 1 },
    });
  });

  test("so is the batch that brought it back, when its own reply is lost", async () => {
    const { store, remote, one } = pair();
    remote.isDown = true;
    await trip(one.circuit);
    remote.isDown = false;
    remote.isHeld = true;
    const first = one.registry.reconnect();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    const lost = remote.next();
    lost.carryOut();
    lost.breakOff();
    expect(await first).toBe(false);
    const second = one.registry.reconnect();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    expect(remote.line[0]!.swap).toEqual(lost.swap);
    remote.next().answer();
    expect(await second).toBe(true);
    expect(one.circuit.describe()).toMatchObject({ state: "open", generation: 2 });
    expect(await logged(store)).toEqual(["opened (degraded)"]);
  });

  test("a store that no longer remembers the batch still knows its own value by it", async () => {
    const clock = new TestClock();
    const store = new MemoryStore(() => clock.now());
    const remote = new RemoteStore(store);
    const one = join(remote, clock);
    await run(one.circuit, failure(), failure(), failure(), failure());
    remote.isHeld = true;
    const settled = one.circuit.settle(permitted(now(one.circuit.admit(null))), failure());
    const lost = remote.next();
    lost.carryOut();
    lost.breakOff();
    await settled;
    remote.isHeld = false;
    clock.wait(11 * 60);
    expect(await one.registry.reconnect()).toBe(true);
    expect(await logged(store)).toEqual(["opened"]);
    expect(one.circuit.describe()).toMatchObject({ state: "half_open", generation: 3 });
  });

  test("two calls to come back are one", async () => {
    const { remote, one } = pair();
    remote.isDown = true;
    await run(one.circuit, failure());
    remote.isDown = false;
    const { sent } = remote;
    expect(await Promise.all([one.registry.reconnect(), one.registry.reconnect()])).toEqual([true, true]);
    expect(remote.sent).toBe(sent + 1);
  });

  test("a circuit that was cut off again while others came back is not forgotten", async () => {
    const { remote, one } = pair();
    const other = one.registry.register("smtp", policyOf());
    remote.isDown = true;
    await run(one.circuit, failure());
    await run(other, failure());
    remote.isDown = false;
    remote.isHeld = true;
    const back = one.registry.reconnect();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    remote.next().answer();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    const settled = one.circuit.settle(permitted(now(one.circuit.admit(null))), failure());
    remote.line.pop()!.refuse();
    await settled;
    remote.isHeld = false;
    remote.next().answer();
    await back;
    await vi.waitFor(() => expect(one.registry.degraded).toBe(false), { timeout: 2000 });
    expect(one.circuit.confirmed.circuit.consecutiveFailures).toBe(2);
    expect(other.confirmed.circuit.consecutiveFailures).toBe(1);
  });
});

describe("a circuit that is deleted in an outage", () => {
  test("keeps nobody waiting for it", async () => {
    const { remote, one } = pair();
    remote.isHeld = true;
    const settled = one.circuit.settle(permitted(now(one.circuit.admit(null))), failure());
    one.registry.unregister("external_api");
    remote.next().refuse();
    await settled;
    expect(one.registry.degraded).toBe(true);
    expect(await one.registry.reconnect()).toBe(true);
    expect(one.registry.degraded).toBe(false);
  });
});

describe("a circuit in a schema that this version cannot read", () => {
  const fromTheFuture = { schema: 2, ring: { health: 0.3 } };

  function mixed() {
    const store = new MemoryStore();
    store.swap({
      collection: "circuits",
      id: "external_api",
      expected: null,
      next: fromTheFuture,
      events: [],
      writeId: "v2",
    });
    const remote = new RemoteStore(store);
    return { store, remote, clock: new TestClock() };
  }

  async function started({ remote, clock }: ReturnType<typeof mixed>) {
    const registry = new Registry({ store: remote, clock, instance: "one" });
    open.push(registry);
    await registry.load();
    return { registry, circuit: registry.register("external_api", policyOf()) };
  }

  test("is left as it is, and goes on in memory", async () => {
    const rig = mixed();
    const { registry, circuit } = await started(rig);
    await trip(circuit);
    expect(now(circuit.admit(null)).kind).toBe("rejection");
    expect(await registry.reconnect()).toBe(false);
    expect(rig.store.get("circuits", "external_api")?.value).toEqual(fromTheFuture);
    expect(registry.degraded).toBe(true);
  });

  test("refuses acts by name", async () => {
    const { circuit } = await started(mixed());
    await expect((async () => resetBy(circuit))()).rejects.toMatchObject({
      name: "UnreadableCircuit",
      code: "unavailable",
      message: "circuit external_api is stored in a schema that this version cannot read",
    });
  });

  test("does not keep the others from coming back", async () => {
    const rig = mixed();
    const { registry, circuit } = await started(rig);
    const other: RegisteredCircuit = registry.register("smtp", policyOf());
    await run(circuit, failure());
    rig.remote.isDown = true;
    await run(other, failure());
    rig.remote.isDown = false;
    await registry.reconnect();
    expect(other.isCutOff).toBe(false);
    expect(circuit.isCutOff).toBe(true);
  });

  test("keeps what a newer version wrote beside a circuit that it can read", async () => {
    const store = new MemoryStore();
    const registry = new Registry({ store, clock: new TestClock(), instance: "one" });
    await run(registry.register("external_api", policyOf()), failure());
    const { version, value } = store.get("circuits", "external_api")!;
    const next = { ...(value as object), ring: [1, 2, 3] };
    store.swap({ collection: "circuits", id: "external_api", expected: version, next, events: [], writeId: "v1.1" });
    const again = new Registry({ store, clock: new TestClock(), instance: "one" });
    await again.load();
    await run(again.register("external_api", policyOf()), failure());
    expect(store.get("circuits", "external_api")?.value).toMatchObject({
      ring: [1, 2, 3],
      circuit: { consecutiveFailures: 2 },
    });
  });
});

function passOf(generation: number) {
  return { kind: "pass", circuit: "external_api", generation } as const;
}
