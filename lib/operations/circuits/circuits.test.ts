import { beforeEach, describe, expect, it } from "vitest";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { OperationError } from "../errors.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, failTimes, openServices, type TestServices } from "../testing/services.ts";
import { listCircuits } from "./list-circuits.ts";
import { overrideCircuit } from "./override-circuit.ts";
import { resetCircuit } from "./reset-circuit.ts";
import { showActivity } from "./show-activity.ts";
import { showCircuit } from "./show-circuit.ts";

let services: TestServices;

async function register(name: string, more: object = {}) {
  const request = nodeTypeRequest.parse({ kind: "http", config: { base_url: "http://api.test" }, ...more });
  await putNodeType(services, ADMIN, name, request);
}

beforeEach(async () => {
  services = await openServices();
  for (const name of ["alpha", "beta", "gamma", "delta"]) await register(name, { owner: `team-${name}` });
});

describe("the list of circuits", () => {
  it("counts by state over what matches, whatever state is asked for", async () => {
    await failTimes(services, "beta", 5);
    const { circuits, count, summary } = listCircuits(services, ADMIN, { state: "open" });
    expect(circuits.map(({ circuit }) => circuit)).toEqual(["beta"]);
    expect({ count, summary }).toEqual({ count: 1, summary: { closed: 3, open: 1, half_open: 0 } });
  });

  it("finds by name, owner and last error", async () => {
    await failTimes(services, "gamma", 1);
    const found = (q: string) => listCircuits(services, ADMIN, { q }).circuits.map(({ circuit }) => circuit);
    expect([found("ALPH"), found("team-delta"), found("failed 0"), found("nothing")]).toEqual([
      ["alpha"],
      ["delta"],
      ["gamma"],
      [],
    ]);
  });

  it("sorts by name, by state with the newest trip first, and by failures", async () => {
    await failTimes(services, "gamma", 5);
    services.clock.time += 1000;
    await failTimes(services, "beta", 5);
    await failTimes(services, "delta", 2);
    const names = (sort: "name" | "state" | "failures") =>
      listCircuits(services, ADMIN, { sort }).circuits.map(({ circuit }) => circuit);
    expect(names("name")).toEqual(["alpha", "beta", "delta", "gamma"]);
    expect(names("state").slice(0, 2)).toEqual(["beta", "gamma"]);
    expect(names("failures")).toEqual(["beta", "gamma", "delta", "alpha"]);
  });

  it("puts a circuit that somebody holds before the other closed ones", async () => {
    await overrideCircuit(services, ADMIN, "gamma", {}, { mode: "dry_run", reason: "new breaker" });
    expect(listCircuits(services, ADMIN, { sort: "state" }).circuits[0]?.circuit).toBe("gamma");
  });

  it.each(["name", "state", "failures"] as const)("pages through all of them once, sorted by %s", async (sort) => {
    await failTimes(services, "gamma", 5);
    await failTimes(services, "delta", 1);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = listCircuits(services, ADMIN, { sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.circuits.map(({ circuit }) => circuit));
      expect(page.count).toBe(4);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect([...seen].sort()).toEqual(["alpha", "beta", "delta", "gamma"]);
    expect(seen).toHaveLength(4);
  });

  it("refuses a cursor of another order", () => {
    const { next_cursor } = listCircuits(services, ADMIN, { sort: "state", limit: 1 });
    expect(() => listCircuits(services, ADMIN, { sort: "name", cursor: next_cursor ?? "" })).toThrow(OperationError);
  });
});

describe("one circuit", () => {
  it("tells the countdown while open, and half-open by time alone, without changing anything", async () => {
    await failTimes(services, "alpha", 5);
    const [before] = await services.store.load("circuits");
    services.clock.time += 200_500;
    expect(showCircuit(services, ADMIN, "alpha")).toMatchObject({
      state: "open",
      seconds_until_recovery: 100,
      wait_seconds: 300,
    });
    services.clock.time += 99_500;
    expect(showCircuit(services, ADMIN, "alpha")).toMatchObject({
      state: "half_open",
      opened_at: null,
      recovery_at: null,
      seconds_until_recovery: null,
      last_error: "failed 4",
    });
    expect(await services.store.load("circuits")).toEqual([before]);
  });

  it("tells what its window is judged by, and null for what nothing judges", async () => {
    const counts = { calls: 0, failures: 0, slow: 0 };
    const limits = { failure_rate: null, slow_call_rate: null, slow_call_seconds: null, open_below: null };
    const windowOf = (name: string) => showCircuit(services, ADMIN, name).window;
    expect(windowOf("alpha")).toBeNull();

    await register("rate", { policy: { strategy: ["consecutive", "failure_rate"], failure_rate: 0.3 } });
    const minute = { ...counts, seconds: 60, max_calls: null, minimum_calls: 10 };
    expect(windowOf("rate")).toEqual({ ...minute, ...limits, failure_rate: 0.3 });
    await register("slow", { policy: { slow_call_seconds: 2, slow_call_rate: 0.8 } });
    expect(windowOf("slow")).toEqual({ ...minute, ...limits, slow_call_seconds: 2, slow_call_rate: 0.8 });
    await register("adaptive", { policy: { strategy: "adaptive", window_calls: 8 } });
    const calls = { ...counts, seconds: null, max_calls: 8, minimum_calls: 8 };
    expect(windowOf("adaptive")).toEqual({ ...calls, ...limits, open_below: 0.1 });
  });

  it("has no nested ones where its scope is global", () => {
    expect(() => showCircuit(services, ADMIN, "alpha", { workspace: "acme" })).toThrow(/one circuit for all callers/);
  });
});

describe("a reset", () => {
  it("closes, clears the last error, and keeps who did it and why", async () => {
    await failTimes(services, "alpha", 5);
    const reply = await resetCircuit(services, ADMIN, "alpha", {}, { reason: "service is back", to: "closed" });
    expect(reply).toMatchObject({ status: "success", changed: true, previous_state: "open" });
    expect(reply.circuit).toMatchObject({ state: "closed", last_error: null, consecutive_failures: 0 });
    const { events } = await services.store.history({ circuits: ["alpha"], limit: 1 });
    expect(events[0]).toMatchObject({ kind: "reset", actor: "token:test", reason: "service is back" });
  });

  it("is carried out once under its id, however often it is sent", async () => {
    await failTimes(services, "alpha", 5);
    const reset = { to: "closed", act_id: "after-the-fix" } as const;
    await resetCircuit(services, ADMIN, "alpha", {}, reset);
    await failTimes(services, "alpha", 5);
    await resetCircuit(services, ADMIN, "alpha", {}, reset);
    expect(services.registry.get("alpha")!.describe().state).toBe("open");
    const another = { to: "closed", act_id: "another-act" } as const;
    expect(await resetCircuit(services, ADMIN, "alpha", {}, another)).toMatchObject({ circuit: { state: "closed" } });
  });

  it("is refused where the circuit has changed since it was seen", async () => {
    const { generation } = showCircuit(services, ADMIN, "alpha");
    await failTimes(services, "alpha", 5);
    const act = resetCircuit(services, ADMIN, "alpha", {}, { expected_generation: generation, to: "closed" });
    await expect(act).rejects.toMatchObject({ code: "generation_moved" });
    expect(showCircuit(services, ADMIN, "alpha").state).toBe("open");
  });

  it("fails loudly and changes nothing where the store is out", async () => {
    await failTimes(services, "alpha", 5);
    await services.store.close();
    const act = resetCircuit(services, ADMIN, "alpha", {}, { to: "closed" });
    await expect(act).rejects.toMatchObject({ name: "StoreError", code: "unavailable" });
    expect(showCircuit(services, ADMIN, "alpha").state).toBe("open");
    expect(listCircuits(services, ADMIN).degraded).toBe(true);
  });
});

describe("an override", () => {
  it("holds until its end, beside the computed state", async () => {
    const request = { mode: "forced_open", reason: "migration", expires_in_seconds: 60 } as const;
    const { circuit } = await overrideCircuit(services, ADMIN, "alpha", {}, request);
    expect(circuit).toMatchObject({ state: "closed", override: { mode: "forced_open", actor: "token:test" } });
    services.clock.time += 60_000;
    expect(showCircuit(services, ADMIN, "alpha").override).toBeNull();
  });
});

describe("activity", () => {
  it("has an entry with a strip for every circuit, also where nothing was called", () => {
    const { circuits } = showActivity(services, ADMIN);
    expect(circuits.map(({ circuit, states }) => [circuit, states.length])).toEqual([
      ["alpha", 60],
      ["beta", 60],
      ["delta", 60],
      ["gamma", 60],
    ]);
  });
});
