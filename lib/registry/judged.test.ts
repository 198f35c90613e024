import { describe, expect, test } from "vitest";
import { type Outcome, type PolicyPatch, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Store } from "../stores/store.ts";
import { type RegisteredCircuit, Registry } from "./index.ts";
import { counting, logged, now, overrideBy, permitted, RemoteStore, resetBy, run, TestClock } from "./testkit.ts";

const FAILED = failure("503", "503");
/** Judged from the fourth call on. */
const RATE: PolicyPatch = { strategy: "failure_rate", minimum_calls: 4, window_seconds: 10, failure_rate: 0.5 };
const ADAPTIVE: PolicyPatch = { ...RATE, strategy: "adaptive", adaptive: { multiplier: 1, floor: 0.1, open_below: 0 } };

interface Place {
  readonly lot?: () => number;
  readonly store?: Store;
}

function panel(patch: PolicyPatch, { lot = () => 0.5, store = new MemoryStore() }: Place = {}) {
  const clock = new TestClock();
  const { counted, calls } = counting(store);
  const registry = new Registry({ store: counted, clock, instance: "one", random: lot });
  const circuit = registry.register("external_api", policyOf(patch));
  return { registry, circuit, clock, store, calls, swaps: () => calls.filter((call) => call === "swap").length };
}

function call(circuit: RegisteredCircuit, outcome: Outcome, ms = 0): string {
  const admission = now(circuit.admit(null));
  if (admission.kind === "rejection") return admission.reason;
  now(circuit.settle(admission, outcome, ms));
  return admission.kind;
}

describe("a circuit that a window judges", () => {
  test("tells the store nothing of its calls, only that it opened, and why", async () => {
    const { circuit, store, swaps } = panel(RATE);
    await run(circuit, SUCCESS, FAILED, SUCCESS);
    expect(swaps()).toBe(0);
    expect(circuit.describe()).toMatchObject({
      state: "closed",
      consecutiveFailures: 0,
      lastError: { message: "503" },
      window: { calls: 3, failures: 1, slow: 0 },
    });
    await run(circuit, FAILED);
    expect(swaps()).toBe(1);
    expect(circuit.describe()).toMatchObject({ state: "open", consecutiveFailures: 1, window: null });
    const { events } = await store.history({ limit: 1 });
    expect(events[0]).toMatchObject({
      kind: "opened",
      details: {
        verdict: { by: "failure_rate", rate: 0.5, limit: 0.5, calls: 4, failures: 2 },
        dossier: { failures: [{ message: "503" }, { message: "503" }] },
      },
    });
    expect(call(circuit, SUCCESS)).toBe("open");
  });

  test("gives one permit to all its calls while it lets all through", () => {
    const { circuit, calls } = panel(RATE);
    const permit = now(circuit.admit(null));
    now(circuit.settle(permitted(permit), SUCCESS));
    expect(circuit.admit(null)).toBe(permit);
    expect(calls).toEqual([]);
  });

  test("counts no call of an older generation, and none twice over a reset", async () => {
    const { circuit } = panel(RATE);
    await run(circuit, FAILED, SUCCESS, SUCCESS);
    const late = permitted(now(circuit.admit(null)));
    await resetBy(circuit);
    expect(circuit.describe()).toMatchObject({ window: { calls: 0 }, lastError: null });
    now(circuit.settle(late, FAILED));
    expect(circuit.describe()).toMatchObject({ window: { calls: 0 }, lastError: null });
  });

  test("leaves a call that says nothing out of its window", async () => {
    const { circuit } = panel(RATE);
    await run(circuit, { kind: "ignored" }, SUCCESS);
    expect(circuit.describe().window).toMatchObject({ calls: 1 });
  });

  test("opens for slow calls that all succeed", () => {
    const { circuit } = panel({ minimum_calls: 4, slow_call_seconds: 1, slow_call_rate: 0.5 });
    expect([2000, 10, 1000].map((ms) => call(circuit, SUCCESS, ms))).toEqual(["pass", "pass", "pass"]);
    expect(circuit.describe().window).toMatchObject({ calls: 3, slow: 2 });
    call(circuit, SUCCESS, 10);
    expect(circuit.describe()).toMatchObject({
      state: "open",
      lastError: { message: "slow: took 1 s", group: "slow" },
    });
  });

  test("does not close by a slow probe", () => {
    const { circuit, clock } = panel({ minimum_calls: 4, slow_call_seconds: 1 });
    for (let done = 0; done < 4; done += 1) call(circuit, SUCCESS, 1000);
    clock.wait(300);
    expect(call(circuit, SUCCESS, 1000)).toBe("probe");
    expect(circuit.describe()).toMatchObject({ state: "open", openings: 2 });
    clock.wait(300);
    expect(call(circuit, SUCCESS, 999)).toBe("probe");
    expect(circuit.describe().state).toBe("closed");
  });

  test("counts failures in a row as well where both strategies are set: what is met first opens", async () => {
    const { circuit, swaps } = panel({ ...RATE, strategy: ["consecutive", "failure_rate"], failure_threshold: 3 });
    await run(circuit, FAILED, FAILED);
    expect(swaps()).toBe(2);
    await run(circuit, SUCCESS);
    expect(swaps()).toBe(3);
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 0 });
    await run(circuit, SUCCESS);
    expect(circuit.describe().state).toBe("open");
  });

  test("opens by failures in a row before its window has enough calls", async () => {
    const { circuit, store } = panel({ ...RATE, strategy: ["consecutive", "failure_rate"], failure_threshold: 3 });
    await run(circuit, FAILED, FAILED, FAILED);
    const { events } = await store.history({ limit: 1 });
    expect(events[0]?.details.verdict).toEqual({ by: "consecutive", failures: 3, limit: 3 });
  });

  test("held closed counts on, opens nothing, and is judged again once it is let go", async () => {
    const { circuit } = panel({ ...RATE, strategy: ["consecutive", "failure_rate"], failure_threshold: 5 });
    await overrideBy(circuit, { mode: "forced_closed" });
    await run(circuit, FAILED, FAILED, FAILED, FAILED);
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 4 });
    await run(circuit, SUCCESS);
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 0, window: { calls: 5 } });
    await overrideBy(circuit, { mode: null as never });
    await run(circuit, FAILED);
    expect(circuit.describe()).toMatchObject({ state: "open", consecutiveFailures: 1 });
  });

  test("another policy keeps what the window holds, and judges it with the next call", async () => {
    const { registry, circuit } = panel(RATE);
    await run(circuit, FAILED, SUCCESS, SUCCESS, SUCCESS);
    registry.register("external_api", policyOf({ ...RATE, failure_rate: 0.2 }));
    expect(circuit.describe()).toMatchObject({ state: "closed", window: { calls: 4, failures: 1 } });
    await run(circuit, SUCCESS);
    expect(circuit.describe().state).toBe("open");
  });

  test("another policy that judges no window forgets it", async () => {
    const { registry, circuit, swaps } = panel(RATE);
    await run(circuit, FAILED, SUCCESS);
    registry.register("external_api", policyOf());
    expect(circuit.describe()).toMatchObject({ window: null, share: 1 });
    await run(circuit, FAILED);
    expect(swaps()).toBe(1);
  });

  test("opens at once for its own callers, while a remote store has not answered yet", async () => {
    const remote = new RemoteStore(new MemoryStore());
    const { circuit, store } = panel(RATE, { store: remote });
    await run(circuit, FAILED, SUCCESS, SUCCESS);
    remote.isHeld = true;
    const settled = circuit.settle(permitted(now(circuit.admit(null))), FAILED);
    expect(circuit.admit(null)).toMatchObject({ kind: "rejection", reason: "open" });
    expect(circuit.describe().state).toBe("closed");
    remote.next().answer();
    await settled;
    expect(circuit.describe().state).toBe("open");
    expect(await logged(store)).toEqual(["opened"]);
  });
});

describe("a circuit that lets through a share", () => {
  test("decides by the lot, and says the share", async () => {
    let lot = 0;
    const { circuit } = panel(ADAPTIVE, { lot: () => lot });
    await run(circuit, SUCCESS, FAILED, SUCCESS, FAILED);
    expect(circuit.describe()).toMatchObject({ state: "closed", share: 0.5 });
    lot = 0.4999;
    expect(now(circuit.admit(null)).kind).toBe("pass");
    lot = 0.5;
    expect(now(circuit.admit(null))).toMatchObject({ kind: "rejection", reason: "throttled", state: "closed" });
    expect(circuit.isBlocked()).toBe(false);
  });

  test("counts the calls that it lets through, writes none of them, and lets all through when they succeed", async () => {
    const { circuit, swaps } = panel(ADAPTIVE, { lot: () => 0 });
    await run(circuit, FAILED, FAILED, FAILED, SUCCESS);
    expect(circuit.describe().share).toBe(0.25);
    await run(circuit, SUCCESS, SUCCESS, SUCCESS, SUCCESS);
    expect(circuit.describe()).toMatchObject({ share: 5 / 8, window: { calls: 8, failures: 3 } });
    expect(swaps()).toBe(0);
  });

  test("lets all through again by one permit once the window has forgotten", async () => {
    const { circuit, clock, calls } = panel(ADAPTIVE, { lot: () => 0.99 });
    await run(circuit, FAILED, FAILED, SUCCESS, FAILED);
    expect(now(circuit.admit(null)).kind).toBe("rejection");
    clock.wait(10);
    expect(circuit.describe().share).toBe(1);
    now(circuit.admit(null));
    const permit = now(circuit.admit(null));
    expect(permit.kind).toBe("pass");
    expect(circuit.admit(null)).toBe(permit);
    expect(calls).toEqual([]);
  });

  test("opens fully below the set rate", async () => {
    const { circuit } = panel({ ...ADAPTIVE, adaptive: { open_below: 0.3 } }, { lot: () => 0 });
    await run(circuit, FAILED, FAILED, SUCCESS);
    expect(circuit.describe().state).toBe("closed");
    await run(circuit, FAILED);
    expect(circuit.describe()).toMatchObject({ state: "open", share: null });
  });
});

describe("a circuit that has just closed, with a ramp", () => {
  function closing(lot: number, patch: PolicyPatch = {}) {
    const place = panel({ failure_threshold: 3, recovery_timeout: 1, ramp_seconds: 10, ...patch }, { lot: () => lot });
    for (let done = 0; done < 3; done += 1) call(place.circuit, FAILED);
    place.clock.wait(1);
    call(place.circuit, SUCCESS);
    return place;
  }

  test("lets through 5 %, then 25 %, then all by one permit", () => {
    const { circuit, clock, registry } = closing(0.24);
    expect(circuit.describe().share).toBe(0.05);
    expect(call(circuit, SUCCESS)).toBe("throttled");
    clock.wait(5);
    expect(call(circuit, SUCCESS)).toBe("pass");
    clock.wait(5);
    registry.tick();
    expect(circuit.describe().share).toBe(1);
    expect(circuit.admit(null)).toBe(circuit.admit(null));
  });

  test("begins again with two failures in a row, also where a window judges", () => {
    const { circuit, clock } = closing(0, { ...RATE, strategy: ["failure_rate", "consecutive"], minimum_calls: 100 });
    clock.wait(6);
    call(circuit, FAILED);
    expect(circuit.describe().share).toBe(0.25);
    call(circuit, FAILED);
    expect(circuit.describe()).toMatchObject({ state: "closed", share: 0.05 });
  });

  test("stores its failures also where rates alone open it", () => {
    const { circuit, clock, registry, swaps } = closing(0);
    registry.register("external_api", policyOf({ ...RATE, minimum_calls: 100, ramp_seconds: 10 }));
    clock.wait(6);
    const before = swaps();
    call(circuit, FAILED);
    call(circuit, FAILED);
    expect(swaps()).toBe(before + 2);
    expect(circuit.describe().share).toBe(0.05);
    clock.wait(10);
    registry.tick();
    const after = swaps();
    call(circuit, SUCCESS);
    expect(swaps()).toBe(after + 1);
    call(circuit, FAILED);
    expect(swaps()).toBe(after + 1);
  });
});
