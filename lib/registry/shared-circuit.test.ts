import { afterEach, describe, expect, test, vi } from "vitest";
import type { CircuitEvent, Outcome, PolicyPatch } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { type Store, StoreError } from "../stores/store.ts";
import { type RegisteredCircuit, Registry } from "./index.ts";
import {
  counting,
  FailingStore,
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
  vi.restoreAllMocks();
  for (const registry of open.splice(0)) registry.close();
});

function panel(store: Store, patch: PolicyPatch = {}, onEvents: (events: readonly CircuitEvent[]) => void = () => {}) {
  const clock = new TestClock();
  const reports: (StoreError | null)[] = [];
  const registry = new Registry({
    store,
    clock,
    instance: "one",
    onEvents: (_, events) => onEvents(events),
    onStore: (error) => reports.push(error),
  });
  open.push(registry);
  return { registry, clock, reports, circuit: registry.register("external_api", policyOf(patch)) };
}

/** Over a network that answers when the test does. */
function held(patch: PolicyPatch = {}, onEvents?: (events: readonly CircuitEvent[]) => void) {
  const store = new MemoryStore();
  const remote = new RemoteStore(store);
  const rig = panel(remote, patch, onEvents);
  remote.isHeld = true;
  return { store, remote, ...rig };
}

function send(circuit: RegisteredCircuit, ...outcomes: readonly Outcome[]) {
  return outcomes.map((outcome) => circuit.settle(permitted(now(circuit.admit(null))), outcome));
}

/** Lets the circuit's next act be lost on its way to the store. */
async function loseAct({ circuit, remote }: ReturnType<typeof held>): Promise<void> {
  const done = resetBy(circuit);
  remote.next().breakOff();
  await expect(done).rejects.toMatchObject({ code: "outcome_unknown" });
}

async function underway(remote: RemoteStore): Promise<void> {
  await vi.waitFor(() => expect(remote.line).toHaveLength(1), { interval: 1 });
}

describe("what is forgotten with a circuit", () => {
  test("is nothing while it is closed, held by nobody, and stored", async () => {
    const { circuit } = panel(new MemoryStore());
    expect([circuit.isForgettable, circuit.isCutOff]).toEqual([true, false]);
    await run(circuit, failure());
    expect(circuit.isForgettable).toBe(true);
    await trip(circuit);
    expect(circuit.isForgettable).toBe(false);
    await resetBy(circuit);
    expect(circuit.isForgettable).toBe(true);
    await overrideBy(circuit, { mode: "dry_run" });
    expect(circuit.isForgettable).toBe(false);
  });

  test("is a swap on its way", async () => {
    const { circuit, remote } = held();
    const [settled] = send(circuit, failure());
    expect(circuit.isForgettable).toBe(false);
    remote.next().answer();
    await settled;
    expect(circuit.isForgettable).toBe(true);
  });

  test("is what waits in the queue, also between two swaps", async () => {
    const between: boolean[] = [];
    const rig: ReturnType<typeof held> = held({}, () => between.push(rig.circuit.isForgettable));
    const acts = [resetBy(rig.circuit), resetBy(rig.circuit)];
    rig.remote.next().answer();
    await underway(rig.remote);
    rig.remote.next().answer();
    await Promise.all(acts);
    expect(between).toEqual([false, true]);
  });

  test("is what happened while the store was out", async () => {
    const store = new FailingStore();
    const { circuit, registry } = panel(store);
    store.isDown = true;
    await run(circuit, failure());
    expect(circuit.isForgettable).toBe(false);
    store.isDown = false;
    await registry.reconnect();
    expect(circuit.isForgettable).toBe(true);
  });

  test("is an act that may have been stored", async () => {
    const rig = held();
    await loseAct(rig);
    expect([rig.circuit.isForgettable, rig.circuit.isCutOff]).toEqual([false, true]);
  });
});

describe("the queue", () => {
  test("gathers all before an act into one swap, and all behind it into another", async () => {
    const { circuit, remote } = held({ failure_threshold: 100 });
    const before = send(circuit, failure("1"), failure("2"), failure("3"), failure("4"));
    const act = overrideBy(circuit, { mode: "dry_run" });
    const behind = send(circuit, failure("5"), failure("6"));
    const written: unknown[] = [];
    for (let batch = 0; batch < 4; batch += 1) {
      await underway(remote);
      const { next } = remote.line[0]!.swap as { next: unknown };
      const { consecutiveFailures, override } = (next as { circuit: RegisteredCircuit["confirmed"]["circuit"] })
        .circuit;
      written.push([consecutiveFailures, override?.mode]);
      remote.next().answer();
    }
    await Promise.all([...before, act, ...behind]);
    expect(written).toEqual([
      [1, undefined],
      [4, undefined],
      [4, "dry_run"],
      [6, "dry_run"],
    ]);
    expect(remote.sent).toBe(4);
  });

  test("decides by all that waits in it, while what is before it is stored", async () => {
    const { circuit, remote } = held();
    const settled = send(circuit, failure(), failure());
    const act = overrideBy(circuit, { mode: "forced_open" });
    remote.next().answer();
    await underway(remote);
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "forced_open" });
    remote.next().answer();
    await underway(remote);
    remote.next().answer();
    await Promise.all([...settled, act]);
  });

  test("does not decide by an act that failed with the swap before it", async () => {
    const { circuit, remote } = held({ failure_threshold: 1 });
    const [settled] = send(circuit, failure());
    const act = Promise.resolve(overrideBy(circuit, { mode: "forced_closed" })).catch((error: unknown) => error);
    remote.next().refuse();
    await settled;
    expect(await act).toBeInstanceOf(StoreError);
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    expect(circuit.describe().override).toBeNull();
  });
});

describe("a swap", () => {
  test("hands over a value that nobody changes, so that a store need not copy it", async () => {
    const store = new MemoryStore();
    const swap = vi.spyOn(store, "swap");
    await run(panel(store).circuit, failure());
    expect(swap).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ isImmutable: true }));
  });

  test("asks the clock once where the store answers at once", async () => {
    const store = new MemoryStore();
    const { counted: clock, calls: looks } = counting(new TestClock());
    const circuit = new Registry({ store, clock, instance: "one" }).register("external_api", policyOf());
    looks.length = 0;
    now(circuit.settle(permitted(now(circuit.admit(null))), failure()));
    expect(looks).toEqual(["now"]);
  });

  test("that succeeds is how a store is found to be back, where nothing is to be brought to it", async () => {
    const store = new FailingStore();
    const { circuit, registry, reports } = panel(store);
    store.isDown = true;
    expect(() => resetBy(circuit)).toThrow("the disk is full");
    expect([registry.degraded, circuit.isCutOff]).toEqual([true, false]);
    store.isDown = false;
    await run(circuit, failure());
    expect(registry.degraded).toBe(false);
    expect(reports).toMatchObject([{ code: "unavailable" }, null]);
  });

  test("is lost where the store breaks in a way of its own, and the report says of what", async () => {
    const store = new MemoryStore();
    const { circuit, reports } = panel(store);
    const cause = new TypeError("broken");
    vi.spyOn(store, "swap").mockImplementation(() => {
      throw cause;
    });
    await trip(circuit);
    expect(reports).toMatchObject([{ name: "StoreError", code: "unavailable", message: "the store failed", cause }]);
    expect(circuit.isCutOff).toBe(true);
  });

  test("of which nothing came tells at once of the events that count in memory", async () => {
    const told: string[][] = [];
    const { circuit, remote } = held({ failure_threshold: 1 }, (events) => told.push(events.map(({ kind }) => kind)));
    const [settled] = send(circuit, failure());
    expect(told).toEqual([]);
    remote.next().refuse();
    await settled;
    expect(told).toEqual([["opened"]]);
  });
});

describe("an act that failed", () => {
  test("while the circuit goes on in memory says why the store was lost", async () => {
    const store = new FailingStore();
    const { circuit, reports } = panel(store);
    store.isDown = true;
    await run(circuit, failure());
    const act = (async () => resetBy(circuit))();
    await expect(act).rejects.toMatchObject({ code: "unavailable", message: "the disk is full", cause: reports[0] });
  });

  test("after one whose fate is unknown does not make its fate known", async () => {
    const rig = held();
    await loseAct(rig);
    const refused = resetBy(rig.circuit);
    rig.remote.next().refuse();
    await expect(refused).rejects.toMatchObject({ code: "unavailable" });
    expect(rig.circuit.isCutOff).toBe(true);
  });

  test("with a refusal leaves nothing to look up", async () => {
    const { circuit, remote, registry } = held();
    const get = vi.spyOn(remote, "get");
    const done = resetBy(circuit);
    remote.next().refuse();
    await expect(done).rejects.toMatchObject({ code: "unavailable" });
    expect(circuit.isCutOff).toBe(false);
    expect(await registry.reconnect()).toBe(true);
    expect(get).not.toHaveBeenCalled();
  });
});

describe("what the store holds after a lost act", () => {
  /** The answer to what it holds is on its way until the test lets it come. */
  async function lookingUp(rig: ReturnType<typeof held>) {
    await loseAct(rig);
    const { promise: gate, resolve: answer } = Promise.withResolvers<void>();
    vi.spyOn(rig.remote, "get").mockImplementation(async (...what) => {
      const found = rig.store.get(...what);
      await gate;
      return found;
    });
    const back = rig.registry.reconnect();
    await vi.waitFor(() => expect(rig.remote.get).toHaveBeenCalled(), { interval: 1 });
    return { back, answer };
  }

  test("is not looked up where a swap has told it before", async () => {
    const rig = held();
    await loseAct(rig);
    const get = vi.spyOn(rig.remote, "get");
    rig.remote.isHeld = false;
    await run(rig.circuit, failure());
    expect(rig.circuit.isCutOff).toBe(false);
    expect(await rig.registry.reconnect()).toBe(true);
    expect(get).not.toHaveBeenCalled();
  });

  test("does not undo what is on its way there", async () => {
    const rig = held({ failure_threshold: 1 });
    const { back, answer } = await lookingUp(rig);
    const [settled] = send(rig.circuit, failure());
    answer();
    expect(await back).toBe(false);
    expect(now(rig.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    rig.remote.next().answer();
    await settled;
    expect(await rig.registry.reconnect()).toBe(true);
  });

  test("does not undo what has gone on in memory since", async () => {
    const rig = held({ failure_threshold: 1 });
    const { back, answer } = await lookingUp(rig);
    const [settled] = send(rig.circuit, failure());
    rig.remote.next().refuse();
    await settled;
    answer();
    expect(await back).toBe(false);
    expect(now(rig.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    rig.remote.isHeld = false;
    expect(await rig.registry.reconnect()).toBe(true);
    expect(await logged(rig.store)).toEqual(["opened (degraded)"]);
  });
});

test("a circuit asks for its next tick when it is due, and not before", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const store = new MemoryStore();
  const { circuit, clock } = panel(store);
  await trip(circuit);
  const swap = vi.spyOn(store, "swap");
  vi.advanceTimersByTime(299_000);
  clock.wait(300);
  expect(swap).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(swap).toHaveBeenCalledOnce();
  expect(await logged(store)).toEqual(["opened", "half_opened"]);
  vi.useRealTimers();
});
