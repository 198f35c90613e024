import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { circuitDetail } from "../../contracts/circuit.ts";
import { instancesReply } from "../../contracts/instance.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { MOST_CIRCUITS } from "../../instances/heartbeat.ts";
import { OwnInstance } from "../../instances/own-instance.ts";
import { Pulse } from "../../instances/pulse.ts";
import { troubledCircuits } from "../../instances/troubled-circuits.ts";
import { MemoryStore } from "../../stores/memory/memory-store.ts";
import { resetCircuit } from "../circuits/reset-circuit.ts";
import { showCircuit } from "../circuits/show-circuit.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, callerWith, failTimes, openServices, type TestServices } from "../testing/services.ts";
import { listInstances } from "./list-instances.ts";

async function openShared() {
  const store = new MemoryStore();
  const services = await openServices(store, randomBytes(32), store);
  await register(services, "api");
  return services;
}

async function register(services: TestServices, name: string) {
  const request = nodeTypeRequest.parse({ kind: "http", config: { base_url: "http://api.test" } });
  await putNodeType(services, ADMIN, name, request);
}

function call({ statistics, clock }: TestServices, circuit: string, successes: number, failures: number) {
  for (let count = 0; count < successes; count += 1) statistics.executed(circuit, "success", 5, clock.time);
  for (let count = 0; count < failures; count += 1) statistics.executed(circuit, "failure", 5, clock.time);
}

describe("the list of instances", () => {
  it("is the panel itself over a store of its own, and no circuit says who sees it fail", async () => {
    const services = await openServices();
    await register(services, "api");
    const reply = instancesReply.parse(listInstances(services, callerWith("read")));
    expect(reply).toMatchObject({
      instances: [{ instance: "test", kind: "panel", alive: true, failing_circuits: 0 }],
      store: { kind: "memory", shared: false, degraded: false, degraded_since: null, error: null, server: null },
      answered_by: "test",
    });
    expect(circuitDetail.parse(showCircuit(services, ADMIN, "api")).instances).toBeNull();
  });

  it("is refused to whoever may not read", async () => {
    const services = await openServices();
    expect(() => listInstances(services, callerWith("execute"))).toThrow();
  });

  it("says since when the store is out, and with which error", async () => {
    const services = await openShared();
    services.clock.time += 1000;
    const since = new Date(services.clock.time).toISOString();
    services.store.close();
    await failTimes(services, "api", 1);
    expect(listInstances(services, ADMIN)).toMatchObject({
      instances: [{ degraded_since: since }],
      store: { shared: true, degraded: true, degraded_since: since, error: "The store is closed" },
    });
    services.registry.close();
  });

  it("counts the circuits that each sees fail, and tells of one circuit who does", async () => {
    const [panel, orders] = [await openShared(), await openServices()];
    await register(orders, "api");
    await failTimes(orders, "api", 5);
    call(orders, "api", 1, 5);
    call(panel, "api", 3, 0);
    const circuits = () => troubledCircuits(orders);
    const about = { name: "orders-1", kind: "service", version: "1.2.3", degradedSince: () => null } as const;
    const own = new OwnInstance({ ...about, now: orders.now, circuits });
    await new Pulse({ store: panel.store, own, limits: { announce: () => [] } }).beat();
    await panel.instances.refresh();
    const counts = listInstances(panel, ADMIN).instances.map((each) => [each.instance, each.failing_circuits]);
    expect(counts).toEqual([
      ["orders-1", 1],
      ["test", 0],
    ]);
    const told = showCircuit(panel, ADMIN, "api").instances;
    expect(told).toEqual({ seeing_failures: 1, calling: 1, alive: 2, only: "orders-1" });
  });
});

describe("the circuits that a heartbeat tells of", () => {
  it("are those that are not closed or have failed of late, with the calls of this process", async () => {
    const services = await openServices();
    for (const name of ["healthy", "failing", "open", "troubled"]) {
      await register(services, name);
      call(services, name, 2, name === "failing" ? 1 : 0);
    }
    await failTimes(services, "open", 5);
    await failTimes(services, "troubled", 1);
    expect(troubledCircuits(services)).toEqual({ failing: [3, 1], open: [2, 0], troubled: [2, 0] });
  });

  it("are forgotten once nobody called them for some minutes", async () => {
    const services = await openServices();
    await register(services, "api");
    call(services, "api", 0, 1);
    services.clock.time += 5 * 60_000;
    expect(troubledCircuits(services)).toEqual({ api: [1, 1] });
    services.clock.time += 60_000;
    expect(troubledCircuits(services)).toEqual({});
  });

  it("leave a circuit out that was called and is not troubled any more", async () => {
    const services = await openServices();
    await register(services, "api");
    await failTimes(services, "api", 5);
    call(services, "api", 4, 0);
    await resetCircuit(services, ADMIN, "api", {}, { to: "closed" });
    expect(troubledCircuits(services)).toEqual({});
  });

  it("are the two hundred whose trouble is the most recent", async () => {
    const services = await openServices();
    for (let index = 0; index < MOST_CIRCUITS + 2; index += 1) {
      await register(services, `n${index}`);
      services.clock.time += 1000;
      await failTimes(services, `n${index}`, 1);
      call(services, `n${index}`, 0, 1);
    }
    const told = Object.keys(troubledCircuits(services));
    expect(told).toHaveLength(MOST_CIRCUITS);
    expect([told[0], told.at(-1)]).toEqual([`n${MOST_CIRCUITS + 1}`, "n2"]);
  });
});
