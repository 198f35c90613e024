import { describe, expect, test, vi } from "vitest";
import { SUCCESS } from "../breaker/index.ts";
import { failure, policyOf, START } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { Registry } from "./index.ts";
import { logged, now, overrideBy, permitted, RemoteStore, resetBy, run, TestClock, trip } from "./testkit.ts";

/** A panel that can be started again on the same store. */
function panel(store = new MemoryStore(), clock = new TestClock()) {
  const start = async () => {
    const registry = new Registry({ store, clock, instance: "one" });
    await registry.load();
    return registry;
  };
  return { store, clock, start };
}

describe("9. a policy edit", () => {
  test("keeps the circuit, its state and its counts", async () => {
    const registry = await panel().start();
    const circuit = registry.register("external_api", policyOf());
    await run(circuit, failure(), failure(), failure());
    expect(registry.register("external_api", policyOf({ failure_threshold: 4 }, 2))).toBe(circuit);
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 3, threshold: 4, generation: 1 });
    await run(circuit, failure());
    expect(circuit.describe().state).toBe("open");
    registry.register("external_api", policyOf({ recovery_timeout: 1 }, 3));
    expect(circuit.describe()).toMatchObject({ state: "open", secondsUntilRecovery: 300 });
  });

  test("judges also the calls that were already running", async () => {
    const registry = await panel().start();
    const circuit = registry.register("external_api", policyOf());
    const permit = permitted(now(circuit.admit(null)));
    registry.register("external_api", policyOf({ failure_threshold: 1 }, 2));
    now(circuit.settle(permit, failure()));
    expect(circuit.describe().state).toBe("open");
  });
});

describe("9. a node type that is deleted and made again", () => {
  async function deleted() {
    const rig = panel();
    const registry = await rig.start();
    const circuit = registry.register("external_api", policyOf());
    await trip(circuit);
    return { ...rig, registry, circuit };
  }

  test("starts closed, at the next generation", async () => {
    const { registry } = await deleted();
    registry.unregister("external_api");
    expect(registry.get("external_api")).toBeUndefined();
    expect([...registry.all()]).toEqual([]);
    await registry.renew("external_api");
    const again = registry.register("external_api", policyOf());
    expect(again.describe()).toMatchObject({ state: "closed", generation: 3, consecutiveFailures: 0, lastError: null });
    expect(now(again.admit(null))).toMatchObject({ kind: "pass", generation: 3 });
  });

  test("does so after a restart as well, also when it was deleted before it", async () => {
    const { registry, start } = await deleted();
    registry.unregister("external_api");
    const later = await start();
    expect(later.get("external_api")).toBeUndefined();
    await later.renew("external_api");
    expect(later.register("external_api", policyOf()).describe()).toMatchObject({ state: "closed", generation: 3 });
    const restarted = await start();
    expect(restarted.register("external_api", policyOf()).describe()).toMatchObject({ generation: 3 });
  });

  test("goes on one further each time", async () => {
    const { registry } = await deleted();
    for (let round = 0; round < 3; round += 1) {
      registry.unregister("external_api");
      await registry.renew("external_api");
      registry.register("external_api", policyOf());
    }
    expect(registry.get("external_api")?.describe().generation).toBe(5);
  });

  test.each([SUCCESS, failure("late")])("is not changed by a late $kind of before", async (outcome) => {
    const { registry, circuit, store, clock } = await deleted();
    clock.wait(300);
    const probe = permitted(now(circuit.admit(null)));
    registry.unregister("external_api");
    await circuit.settle(probe, outcome);
    await registry.renew("external_api");
    const again = registry.register("external_api", policyOf({ failure_threshold: 1 }));
    const before = store.get("circuits", "external_api");
    await circuit.settle(probe, outcome);
    await again.settle(probe, outcome);
    expect(again.describe()).toMatchObject({ state: "closed", generation: 4, consecutiveFailures: 0 });
    expect(store.get("circuits", "external_api")).toEqual(before);
  });

  test("is not made by a settlement", async () => {
    const { registry, store } = panelOf(await panel().start());
    const circuit = registry.register("smtp", policyOf());
    const permit = permitted(now(circuit.admit(null)));
    registry.unregister("smtp");
    await circuit.settle(permit, failure());
    expect(registry.get("smtp")).toBeUndefined();
    expect(store()).toEqual([]);
  });

  test("is not changed by a swap that was on its way when it was deleted", async () => {
    const store = new MemoryStore();
    const remote = new RemoteStore(store);
    const registry = new Registry({ store: remote, clock: new TestClock(), instance: "one" });
    const policy = policyOf({ failure_threshold: 2 });
    const circuit = registry.register("external_api", policy);
    await run(circuit, failure());
    remote.isHeld = true;
    const settled = circuit.settle(permitted(now(circuit.admit(null))), failure());
    registry.unregister("external_api");
    const renewed = registry.renew("external_api");
    const [ofOld, ofRenewal] = [remote.next(), remote.next()];
    remote.isHeld = false;
    ofRenewal.answer();
    await renewed;
    const again = registry.register("external_api", policy);
    ofOld.answer();
    await settled;
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { state: "closed", generation: 2 } });
    await run(again, failure());
    expect(again.describe()).toMatchObject({ state: "closed", generation: 2, consecutiveFailures: 1 });
  });

  test("goes on from what a swap made that was answered before its renewal", async () => {
    const store = new MemoryStore();
    const remote = new RemoteStore(store);
    const registry = new Registry({ store: remote, clock: new TestClock(), instance: "one" });
    const circuit = registry.register("external_api", policyOf({ failure_threshold: 2 }));
    await run(circuit, failure());
    remote.isHeld = true;
    const settled = circuit.settle(permitted(now(circuit.admit(null))), failure());
    registry.unregister("external_api");
    const renewed = registry.renew("external_api");
    const ofOld = remote.next();
    remote.isHeld = false;
    ofOld.answer();
    await settled;
    remote.next().answer();
    await renewed;
    expect(registry.register("external_api", policyOf()).describe()).toMatchObject({ state: "closed", generation: 3 });
  });

  test("is not opened again by what its predecessor's outage left", async () => {
    const store = new MemoryStore();
    const remote = new RemoteStore(store);
    const registry = new Registry({ store: remote, clock: new TestClock(), instance: "one" });
    const circuit = registry.register("external_api", policyOf());
    await run(circuit, failure());
    remote.isDown = true;
    await trip(circuit);
    remote.isDown = false;
    remote.isHeld = true;
    const back = registry.reconnect();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    registry.unregister("external_api");
    const renewed = registry.renew("external_api");
    const [ofFork, ofRenewal] = [remote.next(), remote.next()];
    remote.isHeld = false;
    ofRenewal.answer();
    await renewed;
    ofFork.answer();
    expect(await back).toBe(true);
    const again = registry.register("external_api", policyOf());
    await run(again, failure());
    expect(again.describe()).toMatchObject({ state: "closed", generation: 2, consecutiveFailures: 1 });
    expect(registry.degraded).toBe(false);
  });
});

describe("a circuit that is no longer registered", () => {
  function unregistered() {
    const store = new MemoryStore();
    const remote = new RemoteStore(store);
    const clock = new TestClock();
    const registry = new Registry({ store: remote, clock, instance: "one" });
    const circuit = registry.register("external_api", policyOf({ failure_threshold: 1 }));
    const settle = () => circuit.settle(permitted(now(circuit.admit(null))), failure());
    const tickAfter = (seconds: number) => {
      clock.wait(seconds);
      registry.tick();
    };
    return { store, remote, registry, circuit, settle, tickAfter };
  }

  test("is not changed by time", async () => {
    const { store, remote, registry, settle, tickAfter } = unregistered();
    await settle();
    registry.unregister("external_api");
    tickAfter(300);
    expect(remote.sent).toBe(1);
    expect(await logged(store)).toEqual(["opened"]);
  });

  test("is not changed by time either where its last swap is answered after that", async () => {
    const { store, remote, registry, settle, tickAfter } = unregistered();
    remote.isHeld = true;
    const settled = settle();
    registry.unregister("external_api");
    remote.isHeld = false;
    remote.next().answer();
    await settled;
    tickAfter(300);
    expect(remote.sent).toBe(1);
    expect(await logged(store)).toEqual(["opened"]);
  });

  test("hears nothing of the calls that it let run", () => {
    const { remote, registry, circuit } = unregistered();
    const permit = permitted(now(circuit.admit(null)));
    registry.unregister("external_api");
    expect(circuit.settle(permit, failure())).toBeUndefined();
    expect(remote.sent).toBe(0);
  });
});

describe("a restart", () => {
  test("brings back every circuit as it was", async () => {
    const { start, clock } = panel();
    const registry = await start();
    const ids = ["open", "counting", "held", "half_open"] as const;
    const circuits = ids.map((id) => registry.register(id, policyOf()));
    const [open, counting, held, halfOpen] = circuits as [(typeof circuits)[0], ...typeof circuits];
    await trip(open);
    await run(counting!, failure(), failure());
    await overrideBy(held!, { mode: "forced_open", reason: "maintenance", length: 60_000 });
    await trip(halfOpen!);
    await resetBy(halfOpen!, { to: "half_open" });
    permitted(now(halfOpen!.admit("one")));
    clock.wait(7);
    const restarted = await start();
    for (const [index, id] of ids.entries()) {
      expect(restarted.register(id, policyOf()).describe()).toEqual(circuits[index]!.describe());
    }
    expect(restarted.get("open")?.describe()).toMatchObject({ recoverAt: START + 300_000, secondsUntilRecovery: 293 });
  });

  test("writes what time changed while the process was down, at its own time", async () => {
    const { start, clock, store } = panel();
    await trip((await start()).register("external_api", policyOf()));
    clock.wait(1000);
    const restarted = await start();
    const circuit = restarted.register("external_api", policyOf());
    await vi.waitFor(async () => expect(await logged(store)).toEqual(["opened", "half_opened"]));
    expect(circuit.describe()).toMatchObject({ state: "half_open", since: START + 300_000 });
    restarted.close();
  });

  test("a probe that was out when the process died gives its permit back when its lease ends", async () => {
    const { start, clock } = panel();
    const policy = policyOf({ half_open_max_calls: 1 });
    const before = (await start()).register("external_api", policy);
    await trip(before);
    clock.wait(300);
    permitted(now(before.admit("dead")));
    const restarted = await start();
    const circuit = restarted.register("external_api", policy);
    expect(now(circuit.admit(null))).toMatchObject({ reason: "probes_in_flight", retryAfter: 35 });
    clock.wait(35);
    expect(now(circuit.admit(null))).toMatchObject({ kind: "probe" });
    restarted.close();
  });
});

describe("7. a restart after the clock went back an hour", () => {
  async function restarted() {
    const { store, start } = panel(new MemoryStore(), new TestClock(START + 3_600_000));
    await trip((await start()).register("external_api", policyOf()));
    const rig = panel(store);
    const registry = await rig.start();
    return { ...rig, registry, circuit: registry.register("external_api", policyOf()) };
  }

  test("sets the recovery to now + wait, once", async () => {
    const { store, clock, registry, circuit } = await restarted();
    await vi.waitFor(() =>
      expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { recoverAt: START + 300_000 } }),
    );
    clock.wait(299);
    expect(circuit.describe()).toMatchObject({ state: "open", secondsUntilRecovery: 1 });
    clock.wait(1);
    registry.tick();
    expect(circuit.describe()).toMatchObject({ state: "half_open", since: START + 300_000 });
    registry.close();
  });

  test("does so at the first call, even where no timer has run", async () => {
    const { clock, registry, circuit } = await restarted();
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", retryAfter: 300 });
    clock.wait(300);
    expect(now(circuit.admit(null))).toMatchObject({ kind: "probe" });
    registry.close();
  });
});

function panelOf(registry: Registry) {
  return { registry, store: () => [...registry.all()] };
}
