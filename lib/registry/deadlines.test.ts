import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { Deadlines } from "./deadlines.ts";
import { Registry } from "./index.ts";
import { Listener, logged, now, overrideBy, permitted, resetBy, run, TestClock, trip } from "./testkit.ts";

describe("the timer", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  function panel() {
    const clock = new TestClock();
    const store = new MemoryStore();
    return { clock, store, registry: new Registry({ store, clock, instance: "one" }) };
  }

  test("is not set for circuits that wait for nothing, however many", () => {
    const { registry } = panel();
    for (let index = 0; index < 1000; index += 1) registry.register(`type-${index}`, policyOf());
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is one for all circuits that wait for something", async () => {
    const { registry, clock } = panel();
    for (let index = 0; index < 50; index += 1) {
      const circuit = registry.register(`type-${index}`, policyOf({ recovery_timeout: 10 + (index % 7) }));
      await trip(circuit);
      if (index % 2 === 0) await overrideBy(circuit, { mode: "forced_open", length: 60_000 });
      clock.wait(0.1);
    }
    expect(vi.getTimerCount()).toBe(1);
  });

  test("is taken off with the last circuit that waits", async () => {
    const { registry } = panel();
    const [one, two] = [registry.register("one", policyOf()), registry.register("two", policyOf())];
    await trip(one);
    await trip(two);
    await resetBy(one);
    registry.unregister("two");
    registry.tick();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is not set again for a circuit that is gone", async () => {
    const { registry } = panel();
    const circuit = registry.register("one", policyOf());
    registry.unregister("one");
    await resetBy(circuit);
    await overrideBy(circuit, { mode: "forced_open", length: 60_000 });
    registry.tick();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is not set again once the registry is closed", async () => {
    const { registry } = panel();
    const circuit = registry.register("one", policyOf());
    await trip(circuit);
    registry.close();
    await resetBy(circuit);
    await trip(circuit);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ticks many that are due in several turns, and all of them", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const ticked: number[] = [];
    for (let index = 0; index < 1000; index += 1) {
      deadlines.set({ tick: () => ticked.push(index) }, clock.now() + 1000 + (index % 3));
    }
    clock.wait(2);
    vi.advanceTimersByTime(1000);
    expect(ticked.length).toBeGreaterThan(0);
    expect(ticked.length).toBeLessThan(1000);
    vi.advanceTimersByTime(100);
    expect(new Set(ticked).size).toBe(1000);
    expect(ticked).toHaveLength(1000);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ticks at most 100 in a turn of the event loop", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    let ticked = 0;
    for (let index = 0; index < 250; index += 1) deadlines.set({ tick: () => (ticked += 1) }, clock.now() + 1000);
    clock.wait(1);
    const after = [999, 1, 1, 1].map((ms) => {
      vi.advanceTimersByTime(ms);
      return ticked;
    });
    expect(after).toEqual([0, 100, 200, 250]);
  });

  test("stays as it is for another deadline at the same time or later, and is set anew for an earlier one", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const set = vi.spyOn(globalThis, "setTimeout");
    for (const ms of [1000, 1000, 1001, 5000, 500]) deadlines.set({ tick: () => {} }, clock.now() + ms);
    expect(set.mock.calls.map(([, delay]) => delay)).toEqual([1000, 500]);
  });

  test("ticks in time whoever was there before a later deadline was set", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const tick = vi.fn();
    deadlines.set({ tick }, clock.now() + 1000);
    deadlines.set({ tick: () => {} }, clock.now() + 2000);
    clock.wait(1);
    vi.advanceTimersByTime(1000);
    expect(tick).toHaveBeenCalledOnce();
  });

  test("is set anew for a deadline as late as one that has been ticked", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const tick = vi.fn();
    deadlines.set({ tick: () => {} }, clock.now() + 1000);
    clock.wait(1);
    deadlines.fire();
    deadlines.set({ tick }, clock.now());
    vi.advanceTimersByTime(1);
    expect(tick).toHaveBeenCalledOnce();
  });

  test("is taken off with all that wait when it is closed, and nothing is ticked after that", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const tick = vi.fn();
    deadlines.set({ tick }, clock.now() + 1000);
    deadlines.close();
    expect(vi.getTimerCount()).toBe(0);
    deadlines.set({ tick }, clock.now() + 1000);
    clock.wait(1);
    deadlines.fire();
    expect(vi.getTimerCount()).toBe(0);
    expect(tick).not.toHaveBeenCalled();
  });

  test("ticks what is due now when asked, and not what is due a millisecond later", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const ticked: string[] = [];
    deadlines.set({ tick: () => ticked.push("now") }, clock.now());
    deadlines.set({ tick: () => ticked.push("later") }, clock.now() + 1);
    deadlines.set({ tick: () => ticked.push("before") }, clock.now() - 1);
    deadlines.fire();
    expect(ticked).toEqual(["before", "now"]);
    clock.wait(0.001);
    vi.advanceTimersByTime(1);
    expect(ticked).toEqual(["before", "now", "later"]);
  });

  test("looks again where a deadline lies beyond what a timer can hold", () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const tick = vi.fn();
    deadlines.set({ tick }, clock.now() + 2 ** 32);
    vi.advanceTimersByTime(2 ** 31);
    expect(tick).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(1);
    clock.wait(2 ** 32 / 1000);
    vi.advanceTimersByTime(2 ** 31);
    expect(tick).toHaveBeenCalledOnce();
  });

  test("ticks each at its last deadline only, in the order of deadlines, however often they were moved", () => {
    const moves = fc.array(fc.tuple(fc.nat(5), fc.option(fc.nat(50), { nil: Number.POSITIVE_INFINITY })), {
      maxLength: 5000,
      size: "max",
    });
    fc.assert(
      fc.property(moves, (each) => {
        const clock = new TestClock(0);
        const deadlines = new Deadlines(clock);
        const ticked: number[] = [];
        const dues = Array.from({ length: 6 }, (_, index) => ({ tick: () => ticked.push(index) }));
        const wanted = new Map<number, number>();
        for (const [index, at] of each) {
          deadlines.set(dues[index]!, at);
          wanted.set(index, at);
        }
        for (let second = 0; second <= 50; second += 1) {
          deadlines.fire();
          clock.wait(0.001);
        }
        const due = [...wanted].filter(([, at]) => at !== Number.POSITIVE_INFINITY);
        expect(new Set(ticked)).toEqual(new Set(due.map(([index]) => index)));
        expect(ticked).toHaveLength(due.length);
        const times = ticked.map((index) => wanted.get(index)!);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        deadlines.close();
      }),
      { numRuns: 20 },
    );
  });
});

describe("without traffic", { timeout: 60_000 }, () => {
  test("a circuit becomes half-open on time, and says so", async () => {
    const store = new MemoryStore();
    const listener = new Listener();
    const registry = new Registry({ store, instance: "one", onEvents: listener.onEvents });
    const circuit = registry.register("external_api", policyOf({ recovery_timeout: 0.1 }));
    await trip(circuit);
    await vi.waitFor(() => expect(listener.kinds()).toEqual(["opened", "half_opened"]), { timeout: 5000 });
    const [opened, halfOpened] = listener.told;
    expect(halfOpened!.at - opened!.at).toBe(100);
    expect(await logged(store)).toEqual(["opened", "half_opened"]);
    registry.close();
  });

  test("a lease ends and a hold is lifted on time", async () => {
    const clock = new TestClock();
    const store = new MemoryStore();
    const registry = new Registry({ store, clock, instance: "one" });
    const circuit = registry.register("external_api", policyOf({ half_open_max_calls: 1 }));
    await trip(circuit);
    clock.wait(300);
    permitted(now(circuit.admit("somebody who dies")));
    await overrideBy(circuit, { mode: "forced_open", length: 10_000 });
    clock.wait(10);
    registry.tick();
    expect(await logged(store)).toEqual(["opened", "half_opened", "override_set", "override_expired"]);
    clock.wait(25);
    registry.tick();
    expect((await logged(store)).at(-1)).toBe("probe_expired");
    await run(circuit, { kind: "success" });
    expect(circuit.describe().state).toBe("closed");
    registry.close();
  });

  test("the timer keeps no process alive", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--input-type=module",
      "--eval",
      `
        import { failure, policyOf } from ${JSON.stringify(new URL("../breaker/testkit.ts", import.meta.url).href)};
        import { Registry } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
        import { FailingStore, trip } from ${JSON.stringify(new URL("./testkit.ts", import.meta.url).href)};
        const store = new FailingStore();
        const registry = new Registry({ store, instance: "child" });
        await trip(registry.register("external_api", policyOf({ recovery_timeout: 86_400 })));
        store.isDown = true;
        await trip(registry.register("smtp", policyOf({ recovery_timeout: 86_400 })));
        console.log(registry.degraded, process.getActiveResourcesInfo().includes("Timeout"));
      `,
    ]);
    expect(stdout).toBe("true false\n");
  });
});

test("a failing circuit that is looked at by nobody has its events in time order", async () => {
  const clock = new TestClock();
  const listener = new Listener();
  const registry = new Registry({ store: new MemoryStore(), clock, instance: "one", onEvents: listener.onEvents });
  const circuits = [3, 1, 2].map((wait) => registry.register(`after-${wait}`, policyOf({ recovery_timeout: wait })));
  for (const circuit of circuits) await run(circuit, ...Array.from({ length: 5 }, () => failure()));
  clock.wait(10);
  registry.tick();
  const times = listener.told.filter(({ kind }) => kind === "half_opened").map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  registry.close();
});
