import { describe, expect, test } from "vitest";
import { IGNORED, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { Registry } from "./index.ts";
import { counting, now, overrideBy, permitted, RemoteStore, resetBy, run, TestClock } from "./testkit.ts";

function healthy(store = new MemoryStore()) {
  const { counted: countedStore, calls } = counting(store);
  const { counted: clock, calls: looks } = counting(new TestClock());
  const registry = new Registry({ store: countedStore, clock, instance: "one" });
  const circuit = registry.register("external_api", policyOf());
  looks.length = 0;
  return { registry, circuit, calls, looks };
}

describe("a healthy circuit", () => {
  test("admits at once with one permit for all, and asks neither the store nor the clock", () => {
    const { circuit, calls, looks } = healthy();
    const permit = now(circuit.admit(null));
    expect(permit).toEqual({ kind: "pass", circuit: "external_api", generation: 1 });
    for (let call = 0; call < 100; call += 1) expect(circuit.admit("somebody")).toBe(permit);
    expect([calls, looks]).toEqual([[], []]);
  });

  test.each([SUCCESS, IGNORED])("hears of $kind without a store, a clock or a promise", (outcome) => {
    const { circuit, calls, looks } = healthy();
    for (let call = 0; call < 100; call += 1) {
      expect(circuit.settle(permitted(now(circuit.admit(null))), outcome)).toBeUndefined();
    }
    expect([calls, looks]).toEqual([[], []]);
  });

  test("writes each failure with one swap", () => {
    const { circuit, calls } = healthy();
    for (let count = 1; count <= 4; count += 1) {
      now(circuit.settle(permitted(now(circuit.admit(null))), failure()));
      expect(calls).toHaveLength(count);
    }
    expect(new Set(calls)).toEqual(new Set(["swap"]));
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 4 });
  });

  test("writes the success that ends a run of failures, and none after it", () => {
    const { circuit, calls } = healthy();
    now(circuit.settle(permitted(now(circuit.admit(null))), failure()));
    calls.length = 0;
    for (let call = 0; call < 10; call += 1) now(circuit.settle(permitted(now(circuit.admit(null))), SUCCESS));
    expect(calls).toEqual(["swap"]);
    expect(circuit.describe().consecutiveFailures).toBe(0);
  });

  test("shares its permit through a run of failures", () => {
    const { circuit } = healthy();
    const permit = now(circuit.admit(null));
    now(circuit.settle(permitted(permit), failure()));
    expect(circuit.admit(null)).toBe(permit);
  });

  test("has a new permit after a reset, also where the store answers later", async () => {
    const registry = new Registry({
      store: new RemoteStore(new MemoryStore()),
      clock: new TestClock(),
      instance: "one",
    });
    const circuit = registry.register("external_api", policyOf());
    const before = permitted(now(circuit.admit(null)));
    await resetBy(circuit);
    const after = permitted(now(circuit.admit(null)));
    expect([before.generation, after.generation]).toEqual([1, 2]);
    expect(circuit.admit(null)).toBe(after);
    await run(circuit, ...Array.from({ length: 5 }, () => failure()));
    expect(circuit.describe().state).toBe("open");
  });
});

describe("a circuit in a store that answers at once", () => {
  const ROADS = {
    closed: () => {},
    "closed after a failure": (circuit) => now(circuit.settle(permitted(now(circuit.admit(null))), failure())),
    open: (circuit) => {
      while (circuit.describe().state === "closed") now(circuit.settle(permitted(now(circuit.admit(null))), failure()));
    },
    "held open": (circuit) => void now(overrideBy(circuit, { mode: "forced_open" })),
    "held closed": (circuit) => void now(overrideBy(circuit, { mode: "forced_closed" })),
    "in a dry run": (circuit) => void now(overrideBy(circuit, { mode: "dry_run" })),
  } as const satisfies Record<string, (circuit: ReturnType<typeof healthy>["circuit"]) => void>;

  test.each(Object.entries(ROADS))("answers at once when %s", (_, lead) => {
    const { circuit } = healthy();
    lead(circuit);
    const admission = now(circuit.admit(null));
    if (admission.kind !== "rejection")
      for (const outcome of [failure(), SUCCESS]) now(circuit.settle(admission, outcome));
    now(resetBy(circuit));
  });

  test("gives its probes at once, and hears of them at once", () => {
    const { circuit, registry } = healthy();
    ROADS.open(circuit);
    now(resetBy(circuit, { to: "half_open" }));
    const probe = permitted(now(circuit.admit("me")));
    expect(probe).toMatchObject({ kind: "probe", generation: 3 });
    now(circuit.settle(probe, SUCCESS));
    expect(circuit.describe().state).toBe("closed");
    registry.close();
  });

  test("rejects with a value: no error, no stack, the store not asked", () => {
    const { circuit, calls } = healthy();
    ROADS.open(circuit);
    calls.length = 0;
    const rejection = now(circuit.admit(null));
    expect(rejection).not.toBeInstanceOf(Error);
    expect(rejection).toEqual({
      kind: "rejection",
      circuit: "external_api",
      state: "open",
      reason: "open",
      retryAfter: 300,
      lastError: "Connection timeout",
    });
    expect(calls).toEqual([]);
  });

  test("looking at it changes and asks nothing", () => {
    const { circuit, calls } = healthy();
    ROADS.open(circuit);
    calls.length = 0;
    expect(circuit.describe()).toEqual(circuit.describe());
    expect(circuit.isBlocked()).toBe(true);
    expect(calls).toEqual([]);
  });
});
