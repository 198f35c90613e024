import { describe, expect, test } from "vitest";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Json } from "../stores/store.ts";
import { Registry } from "./index.ts";
import { overrideBy, RemoteStore, resetBy, run, TestClock, trip } from "./testkit.ts";

const POLICY = policyOf({ scope: "credential" });
const CALLER = "api@acme:key-7";

/** Two processes on one store: what the first one wrote is dormant in the second. */
function panel(store = new MemoryStore()) {
  const clock = new TestClock();
  const first = new Registry({ store, clock, instance: "one" });
  const second = async () => {
    const registry = new Registry({ store, clock, instance: "two" });
    await registry.load();
    return registry;
  };
  return { store, clock, first, second };
}

function callersIn(registry: Registry): string[] {
  return [...registry.callersOf(registry.register("api", POLICY), POLICY)!.all()].map(({ id }) => id);
}

function write(store: MemoryStore, id: string, next: Json): void {
  const expected = store.get("circuits", id)?.version ?? null;
  store.swap({ collection: "circuits", id, expected, next, events: [], writeId: "somebody" });
}

describe("what is stored of callers' circuits", () => {
  test("brings back one that is closed and held", async () => {
    const { first, second } = panel();
    await overrideBy(first.register(CALLER, POLICY), { mode: "forced_closed" });
    expect(callersIn(await second())).toEqual([CALLER]);
  });

  test("is left as it is where this version cannot read it, also when its caller's circuit is forgotten", async () => {
    const { store, clock, second } = panel();
    write(store, CALLER, { schema: 2 });
    const registry = await second();
    expect(callersIn(registry)).toEqual([CALLER]);
    for (let minute = 0; minute < 10; minute += 1) {
      clock.wait(60);
      registry.tick();
    }
    expect(callersIn(registry)).toEqual([]);
    expect(store.get("circuits", CALLER)?.value).toEqual({ schema: 2 });
  });

  test("stays where a node type is renewed that is there, and whose callers are", async () => {
    const { store, first, second } = panel();
    await trip(first.register(CALLER, POLICY));
    const registry = await second();
    expect(callersIn(registry)).toEqual([CALLER]);
    const before = store.get("circuits", CALLER);
    await registry.renew("api");
    expect(store.get("circuits", CALLER)).toEqual(before);
  });

  test("stays where another process has written it since", async () => {
    const { store, first, second } = panel();
    const circuit = first.register(CALLER, POLICY);
    await run(circuit, failure());
    const registry = await second();
    await trip(circuit);
    await registry.renew("api");
    expect(store.get("circuits", CALLER)?.value).toMatchObject({ circuit: { state: "open" } });
    expect(callersIn(registry)).toEqual([CALLER]);
  });

  test("may have been removed by another process", async () => {
    const { store, first, second } = panel();
    await trip(first.register(CALLER, POLICY));
    const registry = await second();
    write(store, CALLER, null);
    await registry.renew("api");
    expect(callersIn(registry)).toEqual([]);
  });
});

describe("a node type's circuit", () => {
  test("is new where another process has removed what was stored of it", async () => {
    const { store, first, second } = panel();
    await trip(first.register("api", POLICY));
    const registry = await second();
    write(store, "api", null);
    await registry.renew("api");
    expect(registry.register("api", POLICY).describe()).toMatchObject({ state: "closed", generation: 1 });
  });

  test("is new where that was learned before it was taken out", async () => {
    const store = new MemoryStore();
    await trip(panel(store).first.register("api", POLICY));
    const remote = new RemoteStore(store);
    const registry = new Registry({ store: remote, clock: new TestClock(), instance: "two" });
    await registry.load();
    const circuit = registry.register("api", POLICY);
    write(store, "api", null);
    remote.isHeld = true;
    const act = Promise.resolve(resetBy(circuit)).catch((error: unknown) => error);
    remote.next().breakOff();
    expect(await act).toMatchObject({ code: "outcome_unknown" });
    expect(await registry.reconnect()).toBe(true);
    registry.unregister("api");
    expect(registry.register("api", POLICY).describe()).toMatchObject({ state: "closed", generation: 1 });
    registry.close();
  });

  test("has callers' circuits of its own when it is made again", () => {
    const { first } = panel();
    callersIn(first);
    first.unregister("api");
    const circuit = first.register("api", POLICY);
    expect(first.callersOf(circuit, POLICY)!.of("acme", "key-7")!.parent).toBe(circuit);
  });

  test("that was never registered can be taken out", () => {
    const { first } = panel();
    expect(() => first.unregister("api")).not.toThrow();
  });
});
