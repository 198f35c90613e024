import { describe, expect, test } from "vitest";
import { SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { Deadlines } from "./deadlines.ts";
import { Registry } from "./index.ts";
import { NestedCircuits } from "./nested-circuits.ts";
import { now, overrideBy, permitted, RemoteStore, TestClock } from "./testkit.ts";

const POLICY = policyOf({ scope: "credential" });

/** The circuits of callers of whom three may be there at a time, or `most`. */
function panel(most = 3) {
  const clock = new TestClock();
  const deadlines = new Deadlines(clock);
  const registry = new Registry({ store: new MemoryStore(), clock, instance: "one" });
  const forgotten: string[] = [];
  const keeper = {
    clock,
    deadlines,
    register: (id: string) => registry.register(id, POLICY),
    unregister: (id: string) => registry.unregister(id),
    forget(id: string) {
      forgotten.push(id);
      registry.unregister(id);
    },
    stored: () => [],
  };
  const callers = new NestedCircuits(keeper, registry.register("api", POLICY), POLICY, most);
  const later = (minutes: number) => {
    for (let done = 0; done < minutes; done += 1) {
      clock.wait(60);
      deadlines.fire();
    }
  };
  return { registry, clock, deadlines, callers, forgotten, later };
}

const key = (index: number) => `key-${index}`;

describe("the places of callers' circuits", () => {
  test("are taken up to the most there may be, and a caller who has one keeps it", () => {
    const { callers } = panel();
    const [first] = [1, 2, 3].map((index) => callers.of("acme", key(index)));
    expect(callers.of("acme", key(4))).toBeNull();
    expect(callers.size).toBe(3);
    expect(callers.of("acme", key(1))).toBe(first);
    expect(callers.get({ workspace: "acme", credential: key(4) })).toBeUndefined();
  });

  test("come free one by one, as soon as a minute has gone by without a call", () => {
    const { callers, forgotten, later } = panel();
    for (const index of [1, 2, 3]) callers.of("acme", key(index));
    later(1);
    callers.of("acme", key(2));
    expect(callers.of("acme", key(4))).not.toBeNull();
    expect(forgotten).toEqual(["api@acme:key-1", "api@acme:key-3"]);
    expect([...callers.all()].map(({ id }) => id)).toEqual(["api@acme:key-2", "api@acme:key-4"]);
  });

  test("are looked for once a minute at the most", () => {
    const { callers, registry, later } = panel(1);
    callers.of("acme", key(1));
    let looks = 0;
    Object.defineProperty(registry.get("api@acme:key-1"), "isForgettable", { get: () => ++looks < 0 });
    for (let minute = 1; minute <= 3; minute += 1) {
      later(1);
      for (let asked = 0; asked < 5; asked += 1) expect(callers.of("acme", key(2))).toBeNull();
      expect(looks).toBe(minute);
    }
  });

  test("are kept by what somebody holds, however long it is idle", async () => {
    const { callers, later } = panel(1);
    callers.of("acme", key(1));
    await overrideBy(callers.get({ workspace: "acme", credential: key(1) })!, { mode: "forced_open", length: null });
    later(30);
    expect(callers.of("acme", key(2))).toBeNull();
    expect(callers.size).toBe(1);
  });

  test("are cleared a thousand in a minute at the most, so that nothing waits long", () => {
    const { callers, forgotten, later } = panel(5000);
    for (let index = 0; index < 1500; index += 1) callers.of("acme", key(index));
    later(9);
    expect(forgotten).toHaveLength(0);
    later(1);
    expect(forgotten).toHaveLength(1000);
    later(1);
    expect(callers.size).toBe(0);
  });

  test("are looked after in rounds of a minute from the first circuit on, whoever else comes meanwhile", () => {
    const { callers, clock, deadlines, forgotten } = panel();
    callers.of("acme", key(1));
    clock.wait(59);
    callers.of("acme", key(2));
    callers.of("acme", key(3));
    clock.wait(1);
    deadlines.fire();
    expect(callers.of("acme", key(4))).not.toBeNull();
    expect(forgotten).toHaveLength(3);
  });

  test("are all free once released, and nobody looks after them any more", () => {
    const { callers, registry, clock, deadlines, forgotten } = panel();
    for (const index of [1, 2, 3]) callers.of("acme", key(index));
    callers.release();
    expect([callers.size, [...registry.all()].map(({ id }) => id)]).toEqual([0, ["api"]]);
    clock.wait(60);
    deadlines.fire();
    callers.of("acme", key(1));
    clock.wait(599);
    deadlines.fire();
    expect(forgotten).toEqual([]);
  });
});

describe("two circuits at once", () => {
  test("have the id of the caller's own", () => {
    const { callers } = panel();
    expect(callers.of("acme", "a")).toMatchObject({ id: "api@acme:a", parent: { id: "api" } });
  });

  test.each([
    ["the caller's own", "api@acme:a", "void"],
    ["the node type's", "api", "void"],
    ["another caller's", "api@acme:b", "pass"],
  ])("under a dry run of %s that is open give a permit of the kind it is", async (_, held, kind) => {
    const { callers, registry } = panel();
    const handle = callers.of("acme", "a")!;
    callers.of("acme", "b");
    const circuit = registry.get(held)!;
    await overrideBy(circuit, { mode: "dry_run", length: null });
    for (let done = 0; done < 5; done += 1) now(circuit.settle(permitted(now(circuit.admit(null))), failure()));
    expect(now(handle.admit(null)).kind).toBe(kind);
  });

  test("are done only when both outcomes are stored", async () => {
    const remote = new RemoteStore(new MemoryStore());
    const registry = new Registry({ store: remote, clock: new TestClock(), instance: "one" });
    const callers = registry.callersOf(registry.register("api", POLICY), POLICY)!;
    const handle = callers.of("acme", "a")!;
    const caller = { ...failure(), blame: "caller" } as const;
    const grants = [1, 2].map(() => handle.admit(null)).map((admission) => now(admission));
    await handle.settle(grants[0] as never, caller);
    await handle.settle(grants[1] as never, failure());
    remote.isHeld = true;
    const done = handle.settle(now(handle.admit(null)) as never, SUCCESS) as Promise<void>;
    let isDone = false;
    void done.then(() => {
      isDone = true;
    });
    expect(remote.line.map(({ swap }) => swap.id)).toEqual(["api@acme:a", "api"]);
    const [own, parent] = [remote.next(), remote.next()];
    own.answer();
    await own.answered;
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    parent.answer();
    await done;
  });
});
