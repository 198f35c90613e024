import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { StoreError } from "../stores/store.ts";
import { Registry } from "./index.ts";
import { RemoteStore, resetBy, run, TestClock, trip } from "./testkit.ts";

const OUT = new StoreError("unavailable", "the store is out");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function panel() {
  const store = new MemoryStore();
  const remote = new RemoteStore(store);
  const reports: (StoreError | null)[] = [];
  const registry = new Registry({
    store: remote,
    clock: new TestClock(),
    instance: "one",
    onStore: (error) => reports.push(error),
  });
  return { store, remote, reports, registry, circuit: registry.register("external_api", policyOf()) };
}

/** Lets an act fail, which cuts no circuit off. */
async function failedAct({ remote, circuit }: ReturnType<typeof panel>) {
  remote.isDown = true;
  await expect((async () => resetBy(circuit))()).rejects.toThrow("the store is out");
}

/** After how many milliseconds each attempt to reach the store came. */
async function attempts(remote: RemoteStore, ms: number): Promise<number[]> {
  const probe = vi.spyOn(remote, "probe");
  const at: number[] = [];
  for (let passed = 0; passed <= ms; passed += 250) {
    while (at.length < probe.mock.calls.length) at.push(passed);
    await vi.advanceTimersByTimeAsync(250);
  }
  probe.mockRestore();
  return at;
}

describe("a store that is out", () => {
  test("is tried again after 0.25 s, then after twice as long each time, up to 2 s", async () => {
    const { remote, circuit, registry } = panel();
    remote.isDown = true;
    await run(circuit, failure());
    expect(await attempts(remote, 10_000)).toEqual([250, 750, 1750, 3750, 5750, 7750, 9750]);
    remote.isDown = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(registry.degraded).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    remote.isDown = true;
    await run(circuit, failure());
    expect(await attempts(remote, 1000)).toEqual([250, 750]);
  });

  test("is waited for by one timer, however many circuits and acts it fails", async () => {
    const place = panel();
    await failedAct(place);
    await failedAct(place);
    await run(place.circuit, failure());
    await run(place.registry.register("smtp", policyOf()), failure());
    expect(vi.getTimerCount()).toBe(1);
    expect(place.reports).toHaveLength(1);
  });

  test("is waited for no longer once it was reached by hand", async () => {
    const { remote, circuit, registry } = panel();
    remote.isDown = true;
    await run(circuit, failure());
    remote.isDown = false;
    expect(await registry.reconnect()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is waited for no longer once the registry is closed", async () => {
    const { remote, circuit, registry } = panel();
    remote.isDown = true;
    await run(circuit, failure());
    expect(vi.getTimerCount()).toBe(1);
    registry.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is not back while it cannot be followed, though it takes what is written", async () => {
    const { circuit, registry, reports } = panel();
    registry.storeLost(OUT);
    await run(circuit, failure());
    expect(await registry.reconnect()).toBe(true);
    expect([registry.degraded, reports]).toEqual([true, [OUT]]);
    registry.storeFound();
    expect([registry.degraded, reports]).toEqual([false, [OUT, null]]);
  });

  test("is tried again at once where it can be followed again", async () => {
    const { remote, circuit, registry, reports } = panel();
    registry.storeLost(OUT);
    remote.isDown = true;
    await run(circuit, failure());
    await vi.advanceTimersByTimeAsync(4000);
    remote.isDown = false;
    registry.storeFound();
    expect(registry.degraded).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(registry.degraded).toBe(false);
    expect(reports).toEqual([OUT, null]);
  });

  test("is not back by an attempt that failed, though no circuit was cut off", async () => {
    const place = panel();
    await failedAct(place);
    expect(await place.registry.reconnect()).toBe(false);
    expect(place.registry.degraded).toBe(true);
    expect(place.reports).toHaveLength(1);
  });

  test("is back with the first swap that it takes, where no circuit was cut off", async () => {
    const place = panel();
    await failedAct(place);
    place.remote.isDown = false;
    await run(place.circuit, failure());
    expect(place.registry.degraded).toBe(false);
    expect(place.reports).toMatchObject([{ code: "unavailable" }, null]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is waited for by one timer also where an attempt of the outage before fails late", async () => {
    const place = panel();
    const attempt = Promise.withResolvers<void>();
    vi.spyOn(place.remote, "probe").mockReturnValueOnce(attempt.promise);
    await failedAct(place);
    await vi.advanceTimersByTimeAsync(250);
    place.remote.isDown = false;
    await run(place.circuit, failure());
    await failedAct(place);
    attempt.reject(OUT);
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(1);
    expect(place.reports).toMatchObject([{ code: "unavailable" }, null, { code: "unavailable" }]);
  });

  test("is reached without a trace in its log", async () => {
    const { store, remote, circuit, registry } = panel();
    remote.isDown = true;
    await run(circuit, failure());
    remote.isDown = false;
    await registry.reconnect();
    expect(store.history({ limit: 1000 }).events).toEqual([]);
  });

  test("is asked for no second circuit where the first could not be brought back", async () => {
    const { remote, circuit, registry } = panel();
    remote.isDown = true;
    await run(circuit, failure());
    await run(registry.register("smtp", policyOf()), failure());
    vi.spyOn(remote, "probe").mockResolvedValueOnce();
    const { sent } = remote;
    expect(await registry.reconnect()).toBe(false);
    expect(remote.sent).toBe(sent + 1);
  });
});

test("a store that was never out is never told of", async () => {
  const { registry, circuit, reports } = panel();
  await trip(circuit);
  expect(await registry.reconnect()).toBe(true);
  expect(reports).toEqual([]);
});
