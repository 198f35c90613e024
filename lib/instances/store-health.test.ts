import { expect, it } from "vitest";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { StoreError } from "../stores/store.ts";
import { StoreHealth } from "./store-health.ts";

function healthAt(time: number, store = new MemoryStore()) {
  const clock = { time };
  return { clock, health: new StoreHealth(store, () => clock.time) };
}

it("an outage is told with its first instant and its latest error, until the store is back", () => {
  const { clock, health } = healthAt(1000);
  health.report(new StoreError("unavailable", "connect ECONNREFUSED"));
  clock.time = 2000;
  health.report(new StoreError("unavailable", "connect ETIMEDOUT"));
  expect([health.degradedSince, health.error]).toEqual([1000, "connect ETIMEDOUT"]);
  health.report(null);
  expect([health.degradedSince, health.error]).toEqual([null, null]);
});

it("a store without a server has nothing to warn of", async () => {
  const { health } = healthAt(0);
  await health.inspect();
  expect([health.server, health.warnings]).toEqual([null, []]);
});

it("what a server said last stays while it does not answer", async () => {
  let answer = async () => ({ server: "Valkey 8.0.1", warnings: ["appendonly is off"] });
  const { health } = healthAt(0, Object.assign(new MemoryStore(), { inspect: () => answer() }));
  await health.inspect();
  answer = () => Promise.reject(new StoreError("unavailable", "connect ECONNREFUSED"));
  await expect(health.inspect()).rejects.toThrow("ECONNREFUSED");
  expect([health.server, health.warnings]).toEqual(["Valkey 8.0.1", ["appendonly is off"]]);
});
