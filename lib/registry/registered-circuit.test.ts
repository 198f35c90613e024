import { describe, expect, test } from "vitest";
import { IGNORED, type PolicyPatch, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Store } from "../stores/store.ts";
import { Registry } from "./index.ts";
import { counting, logged, now, overrideBy, permitted, RemoteStore, resetBy, run, TestClock, trip } from "./testkit.ts";

/** Judged from the fourth call on. */
const RATE: PolicyPatch = { strategy: "failure_rate", minimum_calls: 4, window_seconds: 10, failure_rate: 0.5 };
const ADAPTIVE: PolicyPatch = { ...RATE, strategy: "adaptive", adaptive: { multiplier: 1, floor: 0.1, open_below: 0 } };

function panel(patch: PolicyPatch = {}, store: Store = new MemoryStore()) {
  const clock = new TestClock();
  const { counted, calls: looks } = counting(clock);
  const draws: number[] = [];
  const random = () => {
    draws.push(0.5);
    return 0.5;
  };
  const registry = new Registry({ store, clock: counted, instance: "one", random });
  const circuit = registry.register("external_api", policyOf(patch));
  looks.length = 0;
  return { store, clock, looks, draws, registry, circuit };
}

/** Over a network that can be held. */
function distant(patch: PolicyPatch = {}) {
  const store = new MemoryStore();
  const remote = new RemoteStore(store);
  return { ...panel(patch, remote), store, remote };
}

type Rig = Pick<ReturnType<typeof panel>, "circuit" | "clock">;

async function halfOpen({ circuit }: Rig): Promise<void> {
  await trip(circuit);
  await resetBy(circuit, { to: "half_open" });
}

describe("a circuit that is asked whether it blocks", () => {
  test("says so while it is open, and until its wait is over", async () => {
    const { circuit, clock } = panel();
    expect(circuit.isBlocked()).toBe(false);
    await trip(circuit);
    expect(circuit.isBlocked()).toBe(true);
    clock.wait(299.999);
    expect(circuit.isBlocked()).toBe(true);
    clock.wait(0.001);
    expect(circuit.isBlocked()).toBe(false);
  });

  test.each([
    ["forced_open", true],
    ["forced_closed", false],
    ["dry_run", false],
  ] as const)("says what its hold says: %s", async (mode, blocked) => {
    const { circuit } = panel();
    await trip(circuit);
    await overrideBy(circuit, { mode });
    expect(circuit.isBlocked()).toBe(blocked);
  });

  test("says so while it is held open, though it is closed, and until the hold ends", async () => {
    const { circuit, clock } = panel();
    await overrideBy(circuit, { mode: "forced_open", length: 1000 });
    expect(circuit.isBlocked()).toBe(true);
    clock.wait(1);
    expect(circuit.isBlocked()).toBe(false);
  });

  test("does not say so while its probes are out", async () => {
    const rig = panel({ half_open_max_calls: 1 });
    await halfOpen(rig);
    permitted(now(rig.circuit.admit(null)));
    expect(rig.circuit.isBlocked()).toBe(false);
  });

  test("asks no clock while it is healthy", () => {
    const { circuit, looks } = panel();
    circuit.isBlocked();
    expect(looks).toEqual([]);
  });
});

describe("an admission while the store has not answered yet", () => {
  test("is refused at once by a hold, though a probe is to be had", async () => {
    const rig = distant();
    await halfOpen(rig);
    const probe = permitted(await rig.circuit.admit(null));
    await overrideBy(rig.circuit, { mode: "forced_open" });
    rig.remote.isHeld = true;
    const settled = rig.circuit.settle(probe, IGNORED);
    expect(now(rig.circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "forced_open" });
    rig.remote.next().answer();
    await settled;
  });

  test("is let through at once by a hold, and takes no probe", async () => {
    const rig = distant();
    await halfOpen(rig);
    const probe = permitted(await rig.circuit.admit(null));
    await overrideBy(rig.circuit, { mode: "forced_closed" });
    rig.remote.isHeld = true;
    const settled = rig.circuit.settle(probe, IGNORED);
    expect(now(rig.circuit.admit(null))).toMatchObject({ kind: "pass", generation: 3 });
    rig.remote.next().answer();
    await settled;
  });

  test("is let through at once where what is stored does so as well", async () => {
    const { circuit, remote } = distant();
    remote.isHeld = true;
    const act = overrideBy(circuit, { mode: "forced_closed" });
    expect(now(circuit.admit(null))).toEqual({ kind: "pass", circuit: "external_api", generation: 1 });
    remote.next().answer();
    await act;
    expect(remote.sent).toBe(1);
  });

  test("is refused at once, and nothing is written for it", async () => {
    const { circuit, remote } = distant({ failure_threshold: 1 });
    remote.isHeld = true;
    const settled = circuit.settle(permitted(now(circuit.admit(null))), failure());
    for (let call = 0; call < 3; call += 1) expect(now(circuit.admit(null)).kind).toBe("rejection");
    remote.next().answer();
    await settled;
    expect(remote.sent).toBe(1);
  });
});

describe("an admission", () => {
  test("looks at the clock once, and draws no lot, where the circuit is open", async () => {
    const { circuit, looks, draws } = panel();
    await trip(circuit);
    looks.length = 0;
    now(circuit.admit(null));
    expect([looks, draws]).toEqual([["now"], []]);
  });

  test("writes what time has changed, and waits for none of it", async () => {
    const { circuit, clock, remote, store } = distant();
    await overrideBy(circuit, { mode: "forced_open", length: 1000 });
    clock.wait(1);
    remote.isHeld = true;
    expect(now(circuit.admit(null))).toMatchObject({ kind: "pass" });
    remote.next().carryOut();
    expect(await logged(store)).toEqual(["override_set", "override_expired"]);
  });

  test("leaves to a probe's lease who asked for it", async () => {
    const rig = panel();
    await halfOpen(rig);
    now(rig.circuit.admit("flow-7"));
    expect(rig.circuit.describe().probes).toMatchObject([{ by: "flow-7", id: expect.any(String) }]);
  });
});

describe("an outcome", () => {
  test("of a call that a dry run let through says nothing, and asks nothing", async () => {
    const { circuit, looks } = panel();
    await trip(circuit);
    await overrideBy(circuit, { mode: "dry_run" });
    const permit = permitted(now(circuit.admit(null)));
    expect(permit.kind).toBe("void");
    looks.length = 0;
    expect(circuit.settle(permit, failure())).toBeUndefined();
    expect(looks).toEqual([]);
  });

  test("that says nothing gives a probe's place back", async () => {
    const rig = panel({ half_open_max_calls: 1 });
    await halfOpen(rig);
    now(rig.circuit.settle(permitted(now(rig.circuit.admit(null))), IGNORED));
    expect(now(rig.circuit.admit(null)).kind).toBe("probe");
  });

  test("of a call that was let through by a hold counts in the circuit itself while it is not closed", async () => {
    const { circuit } = panel(RATE);
    await run(circuit, failure(), failure(), failure(), failure());
    await overrideBy(circuit, { mode: "forced_closed" });
    await run(circuit, failure());
    expect(circuit.describe()).toMatchObject({ state: "open", consecutiveFailures: 5 });
  });

  test("that is well, under a hold, clears also failures that were not in a row", async () => {
    const { circuit } = panel(RATE);
    await run(circuit, failure(), failure(), SUCCESS, SUCCESS);
    expect(circuit.describe()).toMatchObject({ state: "open", consecutiveFailures: 0 });
    expect(circuit.confirmed.circuit.failures).toHaveLength(2);
    await overrideBy(circuit, { mode: "forced_closed" });
    await run(circuit, SUCCESS);
    expect(circuit.confirmed.circuit.failures).toEqual([]);
  });

  test.each([
    ["a success", SUCCESS],
    ["a failure", failure()],
  ])("in a window's count alone (%s) looks at the clock once", (_, outcome) => {
    const { circuit, looks } = panel(RATE);
    now(circuit.settle(permitted(now(circuit.admit(null))), outcome));
    expect(looks).toEqual(["now"]);
  });
});

describe("another policy", () => {
  test("lets all through by one permit from the first call on where it throttles no longer", async () => {
    const { circuit, registry } = panel(ADAPTIVE);
    await run(circuit, failure(), failure(), failure(), SUCCESS);
    registry.register("external_api", policyOf());
    expect(circuit.admit(null)).toBe(circuit.admit(null));
  });

  test("throttles from the first call on, by what the window holds", async () => {
    const { circuit, registry } = panel({ ...RATE, minimum_calls: 100 });
    await run(circuit, failure(), failure(), failure(), SUCCESS);
    registry.register("external_api", policyOf(ADAPTIVE));
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "throttled" });
  });
});

test("a circuit of the registry stands under no other", () => {
  expect(panel().circuit.parent).toBeNull();
});
