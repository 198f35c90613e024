import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Circuit, IGNORED, type Outcome, type Permit, SUCCESS } from "../breaker/index.ts";
import { failure, PROPERTY_TIMEOUT, policyOf, propertyRuns } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { type Stored, StoreError } from "../stores/store.ts";
import { Registry } from "./index.ts";
import { type Exchange, RemoteStore, resetBy, TestClock } from "./testkit.ts";

const MAX_CALLS = 2;
const RECOVERY = 10;
const LEASE = 10;

/** What the network does with the oldest swap of an instance. */
const DELIVERIES = {
  answer: (exchange: Exchange) => exchange.answer(),
  "deliver twice": (exchange: Exchange) => {
    exchange.carryOut();
    exchange.carryOut();
    exchange.answer();
  },
  "lose the reply": (exchange: Exchange) => {
    exchange.carryOut();
    exchange.breakOff();
  },
  "break off": (exchange: Exchange) => exchange.breakOff(),
  refuse: (exchange: Exchange) => exchange.refuse(),
} as const;
type Delivery = keyof typeof DELIVERIES;
const GENTLE: readonly Delivery[] = ["answer", "deliver twice"];

type Deed =
  | { readonly do: "admit" | "reset" | "reconnect"; readonly at: number }
  | { readonly do: "settle"; readonly which: number; readonly outcome: Outcome }
  | { readonly do: "deliver"; readonly at: number; readonly how: Delivery }
  | { readonly do: "deliver late"; readonly which: number }
  | { readonly do: "wait"; readonly seconds: number }
  | { readonly do: "lose patience" };

/** Everything that can happen to so many instances; without `faults` the network only delays and repeats. */
function deeds(instances: number, faults: boolean): fc.Arbitrary<Deed[]> {
  const at = fc.nat(instances - 1);
  // Most often the newest.
  const which = fc.oneof(fc.constant(0), fc.constant(0), fc.nat());
  const outcome = fc.constantFrom<Outcome>(SUCCESS, SUCCESS, failure(), failure(), failure(), IGNORED);
  const gentle: fc.WeightedArbitrary<Deed>[] = [
    { weight: 8, arbitrary: fc.record({ do: fc.constant("admit"), at }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant("settle"), which, outcome }) },
    { weight: 12, arbitrary: fc.record({ do: fc.constant("deliver"), at, how: fc.constantFrom(...GENTLE) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("wait"), seconds: fc.constantFrom(0.001, RECOVERY) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("reset"), at }) },
  ];
  const rough: fc.WeightedArbitrary<Deed>[] = [
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("deliver"),
        at,
        how: fc.constantFrom(...(Object.keys(DELIVERIES) as Delivery[])),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("deliver late"), which }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("reconnect"), at }) },
    { weight: 1, arbitrary: fc.constant<Deed>({ do: "lose patience" }) },
  ];
  return fc.array(fc.oneof(...gentle, ...(faults ? rough : [])), { maxLength: 120, size: "max" });
}

/** Some instances of the panel on one store, and what their callers hold. */
class World {
  readonly store = new MemoryStore();
  readonly clock = new TestClock();
  readonly instances;
  readonly #beginning = this.store.changes(null).cursor;
  /** Permits that nobody has settled yet, and which instance gave them. */
  readonly permits: { readonly permit: Permit; readonly at: number }[] = [];
  /** Swaps whose connection broke; the network may still hold them. */
  readonly adrift: Exchange[] = [];
  readonly waiting = new Set<Promise<unknown>>();
  failures = 0;
  resets = { asked: 0, acknowledged: 0 };

  constructor(count: number, failure_threshold: number) {
    const policy = policyOf({
      failure_threshold,
      half_open_max_calls: MAX_CALLS,
      recovery_timeout: RECOVERY,
      timeout_seconds: LEASE - 5,
    });
    this.instances = Array.from({ length: count }, (_, index) => {
      const remote = new RemoteStore(this.store);
      remote.isHeld = true;
      const registry = new Registry({ store: remote, clock: this.clock, instance: `i${index}` });
      return { remote, registry, circuit: registry.register("external_api", policy) };
    });
  }

  async do(deed: Deed): Promise<void> {
    switch (deed.do) {
      case "admit":
        this.#track(this.#admit(deed.at));
        break;
      case "settle":
        this.#settle(deed.which, deed.outcome);
        break;
      case "reset":
        this.#track(this.#reset(deed.at));
        break;
      case "reconnect":
        this.#track(this.instances[deed.at]!.registry.reconnect());
        break;
      case "deliver":
        this.#deliver(deed.at, deed.how);
        break;
      case "deliver late":
        if (this.adrift.length > 0) this.adrift.splice(deed.which % this.adrift.length, 1)[0]!.carryOut();
        break;
      case "wait":
        this.clock.wait(deed.seconds);
        for (const { registry } of this.instances) registry.tick();
        break;
      case "lose patience":
        vi.advanceTimersByTime(250);
        break;
    }
    await settled();
  }

  stored(): Circuit | null {
    const stored = this.store.get("circuits", "external_api");
    return stored === null ? null : circuitIn(stored);
  }

  /** Every value that the circuit ever had in the store, oldest first. */
  past(): Circuit[] {
    return this.store.changes(this.#beginning, 10_000).changes.map(circuitIn);
  }

  /** The network is well again, and everything that was on its way arrives. */
  async heal(): Promise<void> {
    for (const { remote } of this.instances) remote.isHeld = false;
    for (let round = 0; round < 5; round += 1) {
      for (const { remote } of this.instances) while (remote.line.length > 0) remote.next().answer();
      await settled();
    }
    for (const exchange of this.adrift.splice(0)) exchange.carryOut();
    for (const { registry } of this.instances) expect(await registry.reconnect()).toBe(true);
    await Promise.all(this.waiting);
  }

  close(): void {
    for (const { registry } of this.instances) registry.close();
  }

  async #admit(at: number): Promise<void> {
    const { circuit } = this.instances[at]!;
    const admission = circuit.admit(`i${at}`);
    if (!(admission instanceof Promise) && admission.kind === "pass" && !circuit.isCutOff) {
      const { state, generation } = circuit.confirmed.circuit;
      expect([state, generation]).toEqual(["closed", admission.generation]);
    }
    const known = await admission;
    if (known.kind !== "rejection") this.permits.push({ permit: known, at });
  }

  #settle(which: number, outcome: Outcome): void {
    if (this.permits.length === 0) return;
    const index = this.permits.length - 1 - (which % this.permits.length);
    const [{ permit, at }] = this.permits.splice(index, 1) as [(typeof this.permits)[0]];
    if (outcome.kind === "failure") this.failures += 1;
    this.#track(Promise.resolve(this.instances[at]!.circuit.settle(permit, outcome)));
  }

  async #reset(at: number): Promise<void> {
    this.resets.asked += 1;
    try {
      await resetBy(this.instances[at]!.circuit);
      this.resets.acknowledged += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(StoreError);
    }
  }

  #deliver(at: number, how: Delivery): void {
    const { remote } = this.instances[at]!;
    if (remote.line.length === 0) return;
    const exchange = remote.next();
    DELIVERIES[how](exchange);
    if (how === "break off") this.adrift.push(exchange);
  }

  #track(work: Promise<unknown>): void {
    this.waiting.add(work);
    void work.finally(() => this.waiting.delete(work));
  }
}

function circuitIn({ value }: Pick<Stored, "value">): Circuit {
  return (value as unknown as { circuit: Circuit }).circuit;
}

/** Until everything that does not wait for the network or for time is done. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function probesIn(circuit: Circuit | null): number {
  return circuit?.state === "half_open" ? circuit.probes.length : 0;
}

describe("whatever happens between two instances and their store", { timeout: PROPERTY_TIMEOUT }, () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function live(list: readonly Deed[], world: World, check: () => void = () => {}): Promise<void> {
    for (const deed of list) {
      await world.do(deed);
      check();
    }
    await world.heal();
  }

  test("while the store is well, no more than half_open_max_calls probes are out", async () => {
    await fc.assert(
      fc.asyncProperty(deeds(2, false), async (list) => {
        const world = new World(2, 2);
        await live(list, world, () => {
          const stored = world.stored();
          const out = world.permits.filter(
            ({ permit }) =>
              permit.kind === "probe" &&
              permit.generation === stored?.generation &&
              permit.expiresAt > world.clock.now(),
          );
          expect(out.length).toBeLessThanOrEqual(MAX_CALLS);
          expect(probesIn(stored)).toBeLessThanOrEqual(MAX_CALLS);
          for (const { registry } of world.instances) expect(registry.degraded).toBe(false);
        });
        world.close();
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  test("no circuit is stuck, and nobody waits for ever", async () => {
    await fc.assert(
      fc.asyncProperty(deeds(2, true), async (list) => {
        const world = new World(2, 2);
        await live(list, world);
        expect(world.waiting.size).toBe(0);
        for (const { circuit, registry } of world.instances) {
          expect(registry.degraded).toBe(false);
          for (let round = 0; round < 6; round += 1) {
            world.clock.wait(Math.max(RECOVERY, LEASE));
            registry.tick();
            await settled();
            const admission = await circuit.admit(null);
            if (admission.kind !== "rejection") await circuit.settle(admission, SUCCESS);
          }
          expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 0 });
        }
        world.close();
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  test("no act is undone or done twice, and generations only grow", async () => {
    await fc.assert(
      fc.asyncProperty(deeds(2, true), async (list) => {
        const world = new World(2, 2);
        await live(list, world);
        const past = world.past();
        for (const [index, { generation, acts }] of past.entries()) {
          expect(generation).toBeGreaterThanOrEqual(past[index - 1]?.generation ?? 1);
          expect(acts).toBeGreaterThanOrEqual(past[index - 1]?.acts ?? 0);
          expect(probesIn(past[index]!)).toBeLessThanOrEqual(MAX_CALLS);
        }
        const acts = past.at(-1)?.acts ?? 0;
        expect(acts).toBeGreaterThanOrEqual(world.resets.acknowledged);
        expect(acts).toBeLessThanOrEqual(world.resets.asked);
        expect(world.store.history({ kinds: ["reset"], limit: 1000 }).events).toHaveLength(acts);
        world.close();
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  test("each failure of one instance counts once", async () => {
    await fc.assert(
      fc.asyncProperty(deeds(1, true), async (list) => {
        const world = new World(1, 1000);
        const failuresOnly = list.filter(
          (deed) => deed.do !== "reset" && (deed.do !== "settle" || deed.outcome.kind === "failure"),
        );
        await live(failuresOnly, world);
        expect(world.stored()?.consecutiveFailures ?? 0).toBe(world.failures);
        world.close();
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});
