import { describe, expect, test, vi } from "vitest";
import type { PolicyPatch } from "../breaker/index.ts";
import { type Outcome, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { Registry } from "./index.ts";
import { Listener, logged, now, overrideBy, permitted, RemoteStore, resetBy, run, TestClock, trip } from "./testkit.ts";

/** Instances of the panel on one store, each over a network of its own. */
function instances(count: number, patch: PolicyPatch = {}) {
  const store = new MemoryStore();
  const clock = new TestClock();
  const each = Array.from({ length: count }, (_, index) => {
    const remote = new RemoteStore(store);
    const listener = new Listener();
    const registry = new Registry({ store: remote, clock, instance: `i${index}`, onEvents: listener.onEvents });
    return { remote, registry, listener, circuit: registry.register("external_api", policyOf(patch)) };
  });
  return { store, clock, each };
}

function instance(patch: PolicyPatch = {}) {
  const { store, clock, each } = instances(1, patch);
  return { store, clock, ...each[0]! };
}

/** An open circuit whose wait is over. */
async function tripAndRecover({ circuit, clock }: Pick<ReturnType<typeof instance>, "circuit" | "clock">) {
  await trip(circuit);
  clock.wait(300);
}

/** Settles without waiting for it. */
function send(circuit: ReturnType<typeof instance>["circuit"], ...outcomes: readonly Outcome[]) {
  return outcomes.map((outcome) => circuit.settle(permitted(now(circuit.admit(null))), outcome));
}

describe("one swap at a time", () => {
  test("what arrives while a swap is on its way is folded into the next one", async () => {
    const { circuit, remote, store } = instance();
    remote.isHeld = true;
    const done = send(circuit, failure("1"), failure("2"), failure("3"), failure("4"));
    expect(remote.sent).toBe(1);
    remote.next().answer();
    await done[0];
    expect(circuit.describe().consecutiveFailures).toBe(1);
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    remote.next().answer();
    await Promise.all(done);
    expect(remote.sent).toBe(2);
    expect(circuit.describe()).toMatchObject({ consecutiveFailures: 4, lastError: { message: "4" } });
    expect(store.get("circuits", "external_api")?.version).toEqual(circuit.confirmed.version);
  });

  test("an execution is told after the swap that holds its outcome, so what its caller saw is in status", async () => {
    const { circuit, remote } = instance();
    remote.isHeld = true;
    let isTold = false;
    const [told] = send(circuit, failure()).map(async (settled) => {
      await settled;
      isTold = true;
    });
    const exchange = remote.next();
    exchange.carryOut();
    await Promise.resolve();
    expect([isTold, circuit.describe().consecutiveFailures]).toEqual([false, 0]);
    exchange.answer();
    await told;
    expect(circuit.describe().consecutiveFailures).toBe(1);
  });

  test("an act is a batch alone, in its place in the queue", async () => {
    const { circuit, remote, store } = instance();
    remote.isHeld = true;
    const first = send(circuit, failure("1"), failure("2"));
    const reset = resetBy(circuit);
    const last = send(circuit, failure("3"), failure("4"));
    const states: unknown[] = [];
    for (let batch = 0; batch < 4; batch += 1) {
      await vi.waitFor(() => expect(remote.line).toHaveLength(1));
      const { swap } = remote.line[0]!;
      states.push([swap.events.map(({ kind }) => kind), (swap.next as { circuit: object }).circuit]);
      remote.next().answer();
      if (batch === 2) await Promise.all([...first, reset]);
      if (remote.sent === 3 && batch === 2) break;
    }
    await Promise.all(last);
    expect(states).toMatchObject([
      [[], { consecutiveFailures: 1 }],
      [[], { consecutiveFailures: 2 }],
      [["reset"], { consecutiveFailures: 0, generation: 2 }],
    ]);
    // The last two ran on permits from before the reset: they say nothing, so nothing is written.
    expect(remote.sent).toBe(3);
    expect(await logged(store)).toEqual(["reset"]);
  });

  test("two acts are two batches", async () => {
    const { circuit, remote } = instance();
    remote.isHeld = true;
    const acts = [resetBy(circuit), resetBy(circuit), overrideBy(circuit, { mode: "forced_open" })];
    for (let batch = 0; batch < 3; batch += 1) {
      await vi.waitFor(() => expect(remote.line).toHaveLength(1));
      expect(remote.line[0]!.swap.events).toHaveLength(1);
      remote.next().answer();
    }
    await Promise.all(acts);
    expect(circuit.describe()).toMatchObject({ generation: 3, override: { mode: "forced_open" } });
  });

  test("a conflict folds the batch again on what is there", async () => {
    const { each } = instances(2, { failure_threshold: 3 });
    const [one, two] = [each[0]!, each[1]!];
    await run(one.circuit, failure("a"), failure("b"));
    await run(two.circuit, failure("c"));
    expect(two.remote.sent).toBe(2);
    expect(two.circuit.describe()).toMatchObject({ state: "open", consecutiveFailures: 3 });
    expect(two.listener.kinds()).toEqual(["opened"]);
  });

  test("a conflict that leaves nothing to write is seen by the next admission", async () => {
    const { each, store } = instances(2);
    const [one, two] = [each[0]!, each[1]!];
    const early = permitted(now(two.circuit.admit(null)));
    await trip(one.circuit);
    const written = store.get("circuits", "external_api")?.version;
    await two.circuit.settle(early, failure("straggler"));
    expect(store.get("circuits", "external_api")?.version).toEqual(written);
    expect(two.circuit.admit(null)).toMatchObject({ kind: "rejection", reason: "open" });
    expect(two.circuit.describe()).toMatchObject({ state: "open", lastError: { message: "Connection timeout" } });
  });

  test("a value that somebody removed is written again", async () => {
    const { circuit, store } = instance();
    await run(circuit, failure("1"));
    store.swap({
      collection: "circuits",
      id: "external_api",
      expected: circuit.confirmed.version,
      next: null,
      events: [],
      writeId: "somebody",
    });
    await run(circuit, failure("2"));
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { consecutiveFailures: 2 } });
  });
});

describe("the view may only be stricter than what is stored", () => {
  test("an open that is not yet stored rejects at once", async () => {
    const { circuit, remote } = instance({ failure_threshold: 1 });
    remote.isHeld = true;
    const [settled] = send(circuit, failure());
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    expect(circuit.isBlocked()).toBe(true);
    expect(circuit.describe().state).toBe("closed");
    remote.next().answer();
    await settled;
    expect(circuit.describe().state).toBe("open");
  });

  test("an open in the queue behind a swap on its way rejects at once", async () => {
    const { circuit, remote } = instance({ failure_threshold: 2 });
    remote.isHeld = true;
    const settled = send(circuit, failure(), failure());
    expect(now(circuit.admit(null)).kind).toBe("rejection");
    remote.next().answer();
    await vi.waitFor(() => expect(remote.line).toHaveLength(1));
    remote.next().answer();
    await Promise.all(settled);
  });

  test("an open that turns out not to be so admits again", async () => {
    const { each } = instances(2, { failure_threshold: 2 });
    const [one, two] = [each[0]!, each[1]!];
    await run(one.circuit, failure());
    two.remote.isHeld = true;
    await run(one.circuit, SUCCESS);
    const settled = send(two.circuit, failure(), failure());
    expect(now(two.circuit.admit(null)).kind).toBe("rejection");
    await run(one.circuit, failure());
    await resetBy(one.circuit);
    two.remote.isHeld = false;
    two.remote.next().answer();
    await Promise.all(settled);
    // Both failures ran on a permit from before the reset.
    expect(now(two.circuit.admit(null))).toMatchObject({ kind: "pass", generation: 2 });
  });

  test.each<[string, (circuit: ReturnType<typeof instance>["circuit"]) => unknown]>([
    ["a reset", (circuit) => resetBy(circuit)],
    ["a hold closed", (circuit) => overrideBy(circuit, { mode: "forced_closed" })],
    ["a dry run", (circuit) => overrideBy(circuit, { mode: "dry_run" })],
  ])("%s of an open circuit admits nobody before it is stored", async (_, act) => {
    const { circuit, remote } = instance();
    await trip(circuit);
    remote.isHeld = true;
    const done = act(circuit);
    const admission = circuit.admit(null);
    expect(admission).toBeInstanceOf(Promise);
    remote.next().answer();
    await done;
    expect((await admission).kind).not.toBe("rejection");
    expect((await admission) satisfies object).toMatchObject({ generation: circuit.confirmed.circuit.generation });
  });

  test("the lifting of a hold admits nobody before it is stored", async () => {
    const { circuit, remote } = instance();
    await overrideBy(circuit, { mode: "forced_open" });
    remote.isHeld = true;
    const done = overrideBy(circuit, { mode: null });
    const admission = circuit.admit(null);
    expect(admission).toBeInstanceOf(Promise);
    remote.next().answer();
    await done;
    expect(await admission).toMatchObject({ kind: "pass" });
  });

  test("an act that could not be stored leaves the circuit as it was", async () => {
    const { circuit, remote } = instance();
    await trip(circuit);
    remote.isHeld = true;
    const done = resetBy(circuit);
    const waiting = circuit.admit(null);
    remote.next().refuse();
    await expect(done).rejects.toMatchObject({ name: "StoreError", code: "unavailable" });
    expect((await waiting).kind).toBe("rejection");
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "open" });
    expect(circuit.isBlocked()).toBe(true);
  });

  test("a closing probe admits nobody before it is stored", async () => {
    const rig = instance();
    const { circuit, remote } = rig;
    await tripAndRecover(rig);
    const probe = permitted(await circuit.admit(null));
    remote.isHeld = true;
    const settled = circuit.settle(probe, SUCCESS);
    const admission = circuit.admit(null);
    expect(admission).toBeInstanceOf(Promise);
    remote.next().answer();
    await settled;
    expect(await admission).toEqual({ kind: "pass", circuit: "external_api", generation: 4 });
  });

  test("a permit carries the stored generation", async () => {
    const { circuit, remote } = instance();
    remote.isHeld = true;
    const done = resetBy(circuit);
    const during = permitted(now(circuit.admit(null)));
    expect(during.generation).toBe(1);
    remote.next().answer();
    await done;
    remote.isHeld = false;
    for (let call = 0; call < 5; call += 1) await circuit.settle(during, failure("from before the reset"));
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 0, generation: 2 });
  });

  test("a success is heard while a failure before it is on its way", async () => {
    const { circuit, remote } = instance();
    remote.isHeld = true;
    const settled = send(circuit, failure(), SUCCESS);
    remote.isHeld = false;
    remote.next().answer();
    await Promise.all(settled);
    expect(circuit.describe().consecutiveFailures).toBe(0);
  });
});

describe("half-open over two instances", () => {
  test("never admits more than half_open_max_calls unsettled probes", async () => {
    const { each, clock } = instances(2);
    const [one, two] = [each[0]!, each[1]!];
    await tripAndRecover({ circuit: one.circuit, clock });
    await two.circuit.settle(permitted(now(two.circuit.admit(null))), failure("straggler"));
    const admissions = await Promise.all(
      Array.from({ length: 20 }, (_, call) => (call % 2 === 0 ? one : two).circuit.admit(`caller-${call}`)),
    );
    const probes = admissions.filter(({ kind }) => kind === "probe");
    expect(probes).toHaveLength(3);
    expect(new Set(admissions.filter(({ kind }) => kind !== "probe").map(({ kind }) => kind))).toEqual(
      new Set(["rejection"]),
    );
    expect(one.circuit.describe().probes.length + two.circuit.describe().probes.length).toBeGreaterThanOrEqual(3);
  });

  test("locally full, it rejects without a swap", async () => {
    const rig = instance();
    await tripAndRecover(rig);
    await Promise.all(Array.from({ length: 3 }, () => rig.circuit.admit(null)));
    const { sent } = rig.remote;
    expect(now(rig.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "probes_in_flight" });
    expect(rig.remote.sent).toBe(sent);
  });

  test("counts the probes that are still on their way as out", async () => {
    const rig = instance({ half_open_max_calls: 1 });
    await tripAndRecover(rig);
    rig.remote.isHeld = true;
    const probe = rig.circuit.admit(null);
    expect(now(rig.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "probes_in_flight" });
    rig.remote.next().answer();
    expect(await probe).toMatchObject({ kind: "probe" });
  });

  test("a probe of one instance closes the circuit for the other", async () => {
    const { each, clock } = instances(2);
    const [one, two] = [each[0]!, each[1]!];
    await tripAndRecover({ circuit: one.circuit, clock });
    const probes = [permitted(await one.circuit.admit(null)), permitted(await one.circuit.admit(null))];
    await one.circuit.settle(probes[0]!, SUCCESS);
    await run(two.circuit, failure("straggler"));
    expect(two.circuit.describe()).toMatchObject({ state: "closed", generation: 4, consecutiveFailures: 0 });
    await one.circuit.settle(probes[1]!, failure("late probe"));
    expect(one.circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 0 });
  });

  test("the recovery is the same for both, whoever writes it first", async () => {
    const { each, clock, store } = instances(2);
    const [one, two] = [each[0]!, each[1]!];
    await trip(one.circuit);
    await two.circuit.settle(permitted(now(two.circuit.admit(null))), failure("straggler"));
    clock.wait(300);
    one.registry.tick();
    two.registry.tick();
    await vi.waitFor(() => expect(two.circuit.describe().state).toBe("half_open"));
    await vi.waitFor(async () => expect(await logged(store)).toEqual(["opened", "half_opened"]));
    expect(two.circuit.describe()).toMatchObject({ generation: 3, since: one.circuit.describe().since });
  });
});

describe("a lost reply", () => {
  test("of a failure that was stored counts once", async () => {
    const { circuit, remote, registry, store } = instance();
    remote.isHeld = true;
    const [settled] = send(circuit, failure());
    const exchange = remote.next();
    exchange.carryOut();
    exchange.breakOff();
    await settled;
    remote.isHeld = false;
    expect(await registry.reconnect()).toBe(true);
    expect(circuit.describe().consecutiveFailures).toBe(1);
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { consecutiveFailures: 1 } });
  });

  test("of one that is carried out late counts once", async () => {
    const { circuit, remote, registry, store } = instance();
    remote.isHeld = true;
    const [settled] = send(circuit, failure());
    const exchange = remote.next();
    exchange.breakOff();
    await settled;
    remote.isHeld = false;
    expect(await registry.reconnect()).toBe(true);
    exchange.carryOut();
    await run(circuit, failure());
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { consecutiveFailures: 2 } });
  });

  test("of one that the network delivers twice counts once", async () => {
    const { circuit, remote, store } = instance();
    remote.isHeld = true;
    const [settled] = send(circuit, failure());
    const exchange = remote.next();
    exchange.carryOut();
    exchange.carryOut();
    exchange.answer();
    await settled;
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { consecutiveFailures: 1 } });
    remote.isHeld = false;
    await run(circuit, failure());
    exchange.carryOut();
    expect(store.get("circuits", "external_api")?.value).toMatchObject({ circuit: { consecutiveFailures: 2 } });
  });

  test.each([true, false])(
    "of a reset is told as such, and its fate is learnt (carried out: %s)",
    async (isCarriedOut) => {
      const { circuit, remote, registry } = instance();
      await trip(circuit);
      remote.isHeld = true;
      const done = resetBy(circuit);
      const exchange = remote.next();
      if (isCarriedOut) exchange.carryOut();
      exchange.breakOff();
      await expect(done).rejects.toMatchObject({ name: "StoreError", code: "outcome_unknown" });
      expect(now(circuit.admit(null)).kind).toBe("rejection");
      expect(await registry.reconnect()).toBe(true);
      expect(circuit.describe()).toMatchObject(
        isCarriedOut ? { state: "closed", generation: 3 } : { state: "open", generation: 2 },
      );
      expect(now(circuit.admit(null)).kind).toBe(isCarriedOut ? "pass" : "rejection");
    },
  );

  test("of a reset is not looked up where a swap has told more meanwhile", async () => {
    const { circuit, remote, registry, store } = instance();
    remote.isHeld = true;
    const done = resetBy(circuit);
    remote.next().breakOff();
    await expect(done).rejects.toMatchObject({ code: "outcome_unknown" });
    const { promise: gate, resolve: lookUp } = Promise.withResolvers<void>();
    vi.spyOn(remote, "get").mockImplementation(async (...what) => {
      const answer = store.get(...what);
      await gate;
      return answer;
    });
    const back = registry.reconnect();
    await vi.waitFor(() => expect(remote.get).toHaveBeenCalled());
    remote.isHeld = false;
    await run(circuit, failure());
    lookUp();
    expect(await back).toBe(true);
    expect(circuit.describe()).toMatchObject({ generation: 1, consecutiveFailures: 1 });
    expect(circuit.confirmed.version).toEqual(store.get("circuits", "external_api")?.version);
  });
});

describe("nothing waits for the store longer than 250 ms", () => {
  const hung = () => {
    const rig = instance();
    rig.remote.isHeld = true;
    return rig;
  };
  async function elapsed(work: () => unknown): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
  }

  test("an execution goes on from memory, and an act fails", async () => {
    const { circuit } = hung();
    const [settled] = send(circuit, failure());
    const act = Promise.resolve(resetBy(circuit));
    const failed = act.catch((error: unknown) => error);
    expect(await elapsed(() => settled)).toBeGreaterThan(200);
    expect(await elapsed(() => failed)).toBeLessThan(100);
    expect(await failed).toMatchObject({ name: "StoreError", code: "unavailable" });
    expect(circuit.describe().consecutiveFailures).toBe(1);
  });

  test("a closed circuit does not wait at all", () => {
    const { circuit } = hung();
    send(circuit, failure());
    for (let call = 0; call < 100; call += 1) permitted(now(circuit.admit(null)));
  });

  test("what waited behind a slow answer does not wait as long again", async () => {
    const { circuit, remote } = hung();
    const [first, second] = send(circuit, failure(), failure());
    const start = performance.now();
    await vi.waitFor(() => expect(performance.now() - start).toBeGreaterThan(200));
    remote.next().answer();
    await first;
    await second;
    expect(performance.now() - start).toBeLessThan(400);
    expect(circuit.describe().consecutiveFailures).toBe(2);
  });

  test("a probe is given from memory", async () => {
    const rig = instance();
    await tripAndRecover(rig);
    rig.remote.isHeld = true;
    expect(await rig.circuit.admit(null)).toMatchObject({ kind: "probe" });
    expect(rig.registry.degraded).toBe(true);
  });
});
