import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { Registry } from "./index.ts";
import { TestClock, trip } from "./testkit.ts";

const MANY = 100_000;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function heapUsed(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe("8. 100,000 circuits cost memory, nothing else", { timeout: 60_000 }, () => {
  test("less than 3 kB each, and all of it comes back when they are dropped", () => {
    const policy = policyOf();
    const before = heapUsed();
    let registry: Registry | null = new Registry({ store: new MemoryStore(), instance: "one" });
    for (let index = 0; index < MANY; index += 1) registry.register(`type-${index}`, policy);
    const each = (heapUsed() - before) / MANY;
    console.info(`one of ${MANY} idle circuits: ${Math.round(each)} B of heap`);
    expect(each).toBeLessThan(3000);
    for (const { id } of registry.all()) registry.unregister(id);
    expect((heapUsed() - before) / MANY).toBeLessThan(each / 10);
    registry.close();
    registry = null;
  });

  test("nothing is kept of those that were open and are gone", async () => {
    const policy = policyOf({ failure_threshold: 1 });
    const registry = new Registry({ store: new MemoryStore(), clock: new TestClock(), instance: "one" });
    const circuits = Array.from({ length: 5000 }, (_, index) => registry.register(`type-${index}`, policy));
    for (const circuit of circuits) await trip(circuit);
    const held = circuits.splice(0).map((circuit) => {
      registry.unregister(circuit.id);
      return new WeakRef(circuit);
    });
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    const alive = held.filter((each) => each.deref() !== undefined);
    expect(alive.length).toBe(0);
    registry.close();
  });
});
