import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Registry as FirstRegistry } from "../../fixtures/first-release/index.js";
import { type Admission, type Outcome, type Permit, type PolicyPatch, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Json } from "../stores/store.ts";
import { Registry } from "./index.ts";
import { permitted, resetBy, TestClock } from "./testkit.ts";

interface AnyCircuit {
  admit(by: string | null): Admission | Promise<Admission>;
  settle(permit: Permit, outcome: Outcome): void | Promise<void>;
  describe(): { readonly state: string; readonly generation: number; readonly consecutiveFailures: number };
}

/** One process of the first release and one of today's, on one store. Today's is told what was written. */
async function fleet(patch: PolicyPatch = {}, stored?: Json) {
  const store = new MemoryStore();
  if (stored !== undefined) write(store, stored);
  const clock = new TestClock();
  let { cursor } = store.changes(null);
  const first = new FirstRegistry({ store, clock, instance: "first" });
  const today = new Registry({ store, clock, instance: "today" });
  await Promise.all([first.load(), today.load()]);
  const policy = policyOf(patch);
  const old: AnyCircuit = first.register("api", policy);
  const circuit = today.register("api", policy);
  const deliver = () => {
    const page = store.changes(cursor);
    cursor = page.cursor;
    for (const change of page.changes) today.follow(change);
  };
  const close = () => {
    first.close();
    today.close();
  };
  return { store, clock, old, circuit, both: [old, circuit] as const, deliver, close };
}

function write(store: MemoryStore, next: Json): void {
  const expected = store.get("circuits", "api")?.version ?? null;
  store.swap({ collection: "circuits", id: "api", expected, next, events: [], writeId: crypto.randomUUID() });
}

async function call(circuit: AnyCircuit, outcome: Outcome): Promise<void> {
  const admission = await circuit.admit(null);
  if (admission.kind !== "rejection") await circuit.settle(admission, outcome);
}

const storedIn = (store: MemoryStore) => store.get("circuits", "api")?.value as { readonly [key: string]: Json };

describe("a fleet of which one half is the first release", () => {
  test("counts failures in a row over both, and opens for both", async () => {
    const { both, deliver } = await fleet();
    for (const circuit of [both[0], both[1], both[0], both[1], both[0]]) {
      await call(circuit, failure());
      deliver();
    }
    expect(both.map((circuit) => circuit.describe())).toMatchObject([
      { state: "open", generation: 2, consecutiveFailures: 5 },
      { state: "open", generation: 2, consecutiveFailures: 5 },
    ]);
  });

  test("lets three probes through over both, and closes for both by one that succeeds", async () => {
    const { both, clock, deliver, old, circuit } = await fleet();
    for (let failures = 0; failures < 5; failures += 1) await call(circuit, failure());
    deliver();
    // The first release learns of it by its next conflict.
    await call(old, failure());
    clock.wait(300);
    const asked = [];
    for (const each of [both[0], both[1], both[0], both[1], both[0], both[1]]) {
      asked.push({ each, admission: await each.admit(null) });
      deliver();
    }
    const probes = asked.filter(({ admission }) => admission.kind === "probe");
    expect(probes).toHaveLength(3);
    await probes[2]!.each.settle(permitted(probes[2]!.admission), SUCCESS);
    deliver();
    expect(circuit.describe()).toMatchObject({ state: "closed", generation: 4 });
    await call(old, failure());
    expect(old.describe()).toMatchObject({ state: "closed", generation: 4 });
  });

  test("keeps an act of either: a late result of the other does not undo it", async () => {
    const { old, circuit } = await fleet();
    const late = permitted(await old.admit(null));
    await resetBy(circuit);
    await old.settle(late, failure());
    expect(old.describe()).toMatchObject({ state: "closed", consecutiveFailures: 0, generation: 2 });
  });

  test("agrees with the store whatever the two do, in whatever order", async () => {
    const step = fc.record({
      by: fc.nat(1),
      what: fc.constantFrom("failure", "success", "wait", "deliver"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { both, clock, deliver, store, close } = await fleet({ failure_threshold: 2, recovery_timeout: 1 });
        for (const { by, what } of steps) {
          if (what === "wait") clock.wait(1);
          else if (what === "deliver") deliver();
          else await call(both[by]!, what === "failure" ? failure() : SUCCESS);
        }
        deliver();
        expect(both[1].confirmed.version).toEqual(store.get("circuits", "api")?.version ?? null);
        // It learns from conflicts alone: what it writes next brings it up to date.
        await call(both[0], failure());
        deliver();
        const [old, today] = both.map((each) => each.describe());
        if (today!.state === old!.state) expect(today!.generation).toBe(old!.generation);
        close();
      }),
      { numRuns: 100 },
    );
  });
});

describe("what a newer version wrote", () => {
  const closed = () => ({
    state: "closed",
    id: "api",
    generation: 3,
    since: 0,
    consecutiveFailures: 0,
    lastError: null,
    failures: [],
    override: null,
    openings: 0,
    acts: 0,
    ramp: null,
  });

  test("beside the circuit is kept by both", async () => {
    const { store, both, deliver } = await fleet({}, { schema: 1, circuit: closed(), shade: { of: "blue" } });
    for (const circuit of [both[0], both[1], both[0]]) {
      await call(circuit, failure());
      deliver();
      expect(storedIn(store)).toMatchObject({ shade: { of: "blue" } });
    }
    expect(storedIn(store)).toMatchObject({ circuit: { consecutiveFailures: 3 } });
  });

  test("inside the circuit is kept by this one, whatever becomes of the circuit", async () => {
    const { store, clock, circuit } = await fleet({}, { schema: 1, circuit: { ...closed(), shade: "blue" } });
    const stored = () => storedIn(store).circuit;
    for (let failures = 0; failures < 5; failures += 1) await call(circuit, failure());
    expect(stored()).toMatchObject({ state: "open", shade: "blue" });
    clock.wait(300);
    await call(circuit, SUCCESS);
    expect(stored()).toMatchObject({ state: "closed", generation: 6, shade: "blue" });
    await resetBy(circuit);
    expect(stored()).toMatchObject({ generation: 7, shade: "blue" });
  });

  test("in a schema that neither knows is written over by neither; both go on from what they know", async () => {
    const { store, both, close } = await fleet();
    write(store, { schema: 2, ring: 7 });
    for (const circuit of both) {
      for (let failures = 0; failures < 5; failures += 1) await call(circuit, failure());
      expect(circuit.describe().state).toBe("open");
    }
    expect(storedIn(store)).toEqual({ schema: 2, ring: 7 });
    close();
  });
});
