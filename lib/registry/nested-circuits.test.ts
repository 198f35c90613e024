import { setImmediate } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { IGNORED, type Outcome, type PolicyPatch, type Rejection, SUCCESS } from "../breaker/index.ts";
import { failure, policyOf } from "../breaker/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Store } from "../stores/store.ts";
import type { CircuitHandle, Grant } from "./circuit-handle.ts";
import { callerCircuitId, callerOf, nodeTypeOf } from "./circuit-id.ts";
import { type NestedCircuits, Registry } from "./index.ts";
import { now, overrideBy, RemoteStore, resetBy, TestClock } from "./testkit.ts";

const DOWN = failure("503", "503");
const WRONG_KEY: Outcome = { kind: "failure", message: "401", group: "401", blame: "caller" };
const CREDENTIALS = Array.from({ length: 1000 }, (_, index) => `key-${index}`);

function panel(patch: PolicyPatch = {}, store: Store = new MemoryStore(), clock = new TestClock()) {
  const registry = new Registry({ store, clock, instance: "one" });
  const policy = policyOf({ scope: "credential", ...patch });
  const api = () => {
    const circuit = registry.register("api", policy);
    return { circuit, callers: registry.callersOf(circuit, policy) as NestedCircuits };
  };
  return { registry, clock, store, policy, api, ...api() };
}

function granted(admission: Grant | Rejection): Grant {
  if (admission.kind === "rejection") throw new Error(`rejected: ${admission.reason}`);
  return admission;
}

/** Runs one execution for a caller; its rejection where there is one. */
function call(handle: CircuitHandle | null, outcome: Outcome): Rejection | null {
  const admission = now(handle!.admit(null));
  if (admission.kind === "rejection") return admission;
  now(handle!.settle(admission, outcome));
  return null;
}

function fail(handle: CircuitHandle | null, outcome: Outcome, times = 5): void {
  for (let done = 0; done < times; done += 1) call(handle, outcome);
}

describe("circuits of callers", () => {
  test("a wrong key opens its credential's circuit and, of 1,000 credentials, nobody else's", () => {
    const { circuit, callers } = panel();
    for (const key of CREDENTIALS) call(callers.of("acme", key), SUCCESS);
    fail(callers.of("acme", "key-7"), WRONG_KEY);
    const open = [...callers.all()].filter((each) => each.describe().state === "open");
    expect(open.map(({ id }) => id)).toEqual(["api@acme:key-7"]);
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 0 });
    expect(call(callers.of("acme", "key-7"), SUCCESS)).toMatchObject({ reason: "open", circuit: "api@acme:key-7" });
    for (const key of CREDENTIALS.filter((each) => each !== "key-7"))
      expect(call(callers.of("acme", key), SUCCESS)).toBeNull();
  });

  test("an outage of the dependency, seen by 1,000 credentials, opens the node type's circuit after 5 failures and no other", () => {
    const { circuit, callers } = panel();
    const sent = CREDENTIALS.filter((key) => call(callers.of("acme", key), DOWN) === null);
    expect(sent).toHaveLength(5);
    expect(circuit.describe().state).toBe("open");
    expect([...callers.all()].filter((each) => each.describe().state !== "closed")).toEqual([]);
    expect([...callers.all()].filter((each) => each.describe().consecutiveFailures > 0)).toEqual([]);
  });

  test("a success feeds both circuits", () => {
    const { circuit, callers } = panel();
    const handle = callers.of("acme", "a");
    fail(handle, DOWN, 3);
    fail(handle, WRONG_KEY, 3);
    expect(
      [circuit, callers.get({ workspace: "acme", credential: "a" })!].map(
        (each) => each.describe().consecutiveFailures,
      ),
    ).toEqual([3, 3]);
    call(handle, SUCCESS);
    expect(
      [circuit, callers.get({ workspace: "acme", credential: "a" })!].map(
        (each) => each.describe().consecutiveFailures,
      ),
    ).toEqual([0, 0]);
  });

  test("with scope workspace all credentials of a workspace share a circuit", () => {
    const { callers } = panel({ scope: "workspace" });
    fail(callers.of("acme", "a"), WRONG_KEY, 3);
    fail(callers.of("acme", "b"), WRONG_KEY, 2);
    expect([...callers.all()].map(({ id }) => id)).toEqual(["api@acme"]);
    expect(call(callers.of("acme", "c"), SUCCESS)?.circuit).toBe("api@acme");
    expect(call(callers.of("other", "a"), SUCCESS)).toBeNull();
  });

  test("a caller who lacks what the scope asks for uses the node type's own, which every failure feeds", () => {
    const { circuit, callers } = panel();
    expect(callers.of("acme", null)).toBe(circuit);
    expect(panel({ scope: "workspace" }).callers.of(null, "a")?.id).toBe("api");
    fail(callers.of(null, null), WRONG_KEY);
    expect(circuit.describe().state).toBe("open");
  });

  test("with scope global there are none", () => {
    const { registry, circuit } = panel();
    expect(registry.callersOf(circuit, policyOf())).toBeNull();
  });

  test("a slow call is held against the dependency, not the caller", () => {
    const { circuit, callers } = panel({ slow_call_seconds: 1, minimum_calls: 5 });
    const handle = callers.of("acme", "a")!;
    for (let done = 0; done < 5; done += 1) now(handle.settle(granted(now(handle.admit(null))), SUCCESS, 2000));
    expect(circuit.describe().state).toBe("open");
    expect(callers.get({ workspace: "acme", credential: "a" })?.describe().state).toBe("closed");
  });
});

describe("permits of two circuits", () => {
  test("are the same object for every call while both are healthy", () => {
    const { callers } = panel();
    const handle = callers.of("acme", "a")!;
    expect(now(handle.admit(null))).toBe(now(handle.admit(null)));
    expect(handle.isBlocked()).toBe(false);
  });

  test("a caller who is kept out takes none of the node type's probes", async () => {
    const { circuit, callers } = panel();
    fail(callers.of("acme", "bad"), WRONG_KEY);
    fail(callers.of("acme", "good"), DOWN);
    await resetBy(circuit, { to: "half_open" });
    expect(call(callers.of("acme", "bad"), SUCCESS)).toMatchObject({ reason: "open", circuit: "api@acme:bad" });
    expect(circuit.describe().probes).toEqual([]);
  });

  test("a probe of the caller's goes with a permit of the node type's, and closes with a success", () => {
    const { callers, clock } = panel();
    const handle = callers.of("acme", "a")!;
    fail(handle, WRONG_KEY);
    expect(handle.isBlocked()).toBe(true);
    clock.wait(300);
    const grant = granted(now(handle.admit("worker")));
    expect(grant.kind).toBe("probe");
    now(handle.settle(grant, SUCCESS));
    expect(callers.get({ workspace: "acme", credential: "a" })?.describe().state).toBe("closed");
  });

  test("where the node type has no probe left, the caller's own is not touched", () => {
    const { circuit, callers, clock } = panel({ half_open_max_calls: 1 });
    fail(callers.of("acme", "a"), DOWN);
    clock.wait(300);
    const probe = granted(now(callers.of("acme", "a")!.admit(null)));
    expect(call(callers.of("acme", "b"), SUCCESS)).toMatchObject({ reason: "probes_in_flight", circuit: "api" });
    now(callers.of("acme", "a")!.settle(probe, IGNORED));
    expect(circuit.describe().probes).toEqual([]);
    expect(call(callers.of("acme", "b"), SUCCESS)).toBeNull();
    expect(circuit.describe().state).toBe("closed");
  });

  test("where the caller has no probe left, that of the node type goes back", () => {
    const { circuit, callers, clock } = panel({ half_open_max_calls: 1 });
    const handle = callers.of("acme", "a")!;
    fail(handle, WRONG_KEY);
    fail(callers.of("acme", "b"), DOWN);
    clock.wait(300);
    const own = callers.get({ workspace: "acme", credential: "a" })!;
    const held = granted(now(own.admit(null)));
    expect(held.kind).toBe("probe");
    expect(now(handle.admit(null))).toMatchObject({ reason: "probes_in_flight", circuit: "api@acme:a" });
    expect(circuit.describe()).toMatchObject({ state: "half_open", probes: [] });
  });

  test("under a dry run of either, what settles as nothing is said so", async () => {
    const { circuit, callers } = panel();
    const handle = callers.of("acme", "a")!;
    await overrideBy(circuit, { mode: "dry_run", length: null });
    fail(handle, DOWN);
    expect(granted(now(handle.admit(null))).kind).toBe("void");
  });

  test("wait for a remote store only where a probe has to be stored", async () => {
    const remote = new RemoteStore(new MemoryStore());
    const { callers, clock } = panel({}, remote);
    const handle = callers.of("acme", "a")!;
    expect(handle.admit(null)).not.toBeInstanceOf(Promise);
    for (let done = 0; done < 5; done += 1) await handle.settle(granted(await handle.admit(null)), DOWN);
    clock.wait(300);
    const asked = handle.admit(null);
    expect(asked).toBeInstanceOf(Promise);
    const grant = granted(await asked);
    expect(grant.kind).toBe("probe");
    await handle.settle(grant, SUCCESS);
    expect(handle.isBlocked()).toBe(false);
  });
});

describe("the number of callers' circuits", () => {
  const later = async ({ registry, clock }: { registry: Registry; clock: TestClock }, minutes: number) => {
    for (let done = 0; done < minutes; done += 1) {
      clock.wait(60);
      registry.tick();
    }
    await setImmediate();
  };

  test("idle closed ones are forgotten after 10 minutes, with what is stored of them; others never", async () => {
    const place = panel();
    const { callers, store, clock } = place;
    fail(callers.of("acme", "counting"), WRONG_KEY, 2);
    call(callers.of("acme", "healthy"), SUCCESS);
    fail(callers.of("acme", "open"), WRONG_KEY);
    callers.of("acme", "held");
    const held = callers.get({ workspace: "acme", credential: "held" })!;
    await overrideBy(held, { mode: "forced_closed", length: null });
    await later(place, 9);
    expect(callers.size).toBe(4);
    call(callers.of("acme", "healthy"), SUCCESS);
    await later(place, 2);
    expect([...callers.all()].map(({ id }) => id)).toEqual(["api@acme:healthy", "api@acme:open", "api@acme:held"]);
    expect(
      now(store.load("circuits"))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["api@acme:held", "api@acme:open"]);
    await later(place, 60);
    clock.wait(300);
    expect([...callers.all()].map(({ id }) => id)).toEqual(["api@acme:open", "api@acme:held"]);
  });

  test("a forgotten one begins anew", async () => {
    const place = panel();
    fail(place.callers.of("acme", "a"), WRONG_KEY, 4);
    await later(place, 12);
    expect(place.callers.size).toBe(0);
    fail(place.callers.of("acme", "a"), WRONG_KEY, 4);
    expect(place.callers.get({ workspace: "acme", credential: "a" })?.describe()).toMatchObject({
      state: "closed",
      consecutiveFailures: 4,
    });
  });

  test("has a ceiling: made-up credentials push out only what is closed and idle", async () => {
    const place = panel();
    const { callers } = place;
    fail(callers.of("acme", "open"), WRONG_KEY);
    for (let index = callers.size; index < 10_000; index += 1) call(callers.of("acme", `made-up-${index}`), WRONG_KEY);
    expect(callers.size).toBe(10_000);
    expect(callers.of("acme", "one-more")).toBeNull();
    expect(callers.of("acme", "made-up-17")).not.toBeNull();
    await later(place, 1);
    expect(callers.of("acme", "one-more")).not.toBeNull();
    expect(callers.size).toBeLessThan(10_000);
    expect(callers.get({ workspace: "acme", credential: "open" })?.describe().state).toBe("open");
  }, 30_000);

  test("costs one timer for all of them, and none when they are gone", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const place = panel();
    for (const key of CREDENTIALS) call(place.callers.of("acme", key), SUCCESS);
    expect(vi.getTimerCount()).toBe(1);
    await later(place, 12);
    expect(place.callers.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe("what is stored of callers' circuits", () => {
  test("is there again after a restart, with its counts", async () => {
    const first = panel();
    fail(first.callers.of("acme", "open"), WRONG_KEY);
    fail(first.callers.of("acme", "counting"), WRONG_KEY, 2);
    first.registry.close();
    const registry = new Registry({ store: first.store, clock: first.clock, instance: "two" });
    await registry.load();
    const circuit = registry.register("api", first.policy);
    const callers = registry.callersOf(circuit, first.policy)!;
    expect([...callers.all()].map(({ id }) => id)).toEqual(["api@acme:open", "api@acme:counting"]);
    expect(call(callers.of("acme", "open"), SUCCESS)?.reason).toBe("open");
    fail(callers.of("acme", "counting"), WRONG_KEY, 3);
    expect(call(callers.of("acme", "counting"), SUCCESS)?.reason).toBe("open");
  });

  test("is forgotten after a restart as before it: what was closed and stays idle leaves the store too", async () => {
    const first = panel();
    fail(first.callers.of("acme", "idle"), WRONG_KEY, 2);
    first.registry.close();
    const registry = new Registry({ store: first.store, clock: first.clock, instance: "two" });
    await registry.load();
    const callers = registry.callersOf(registry.register("api", first.policy), first.policy)!;
    expect(callers.size).toBe(1);
    for (let minute = 0; minute < 10; minute += 1) {
      first.clock.wait(60);
      registry.tick();
    }
    await setImmediate();
    expect([callers.size, now(first.store.load("circuits"))]).toEqual([0, []]);
  });

  test("another scope takes them out, and has none of them; the same one again brings them back", () => {
    const { registry, circuit, callers, policy } = panel();
    fail(callers.of("acme", "open"), WRONG_KEY);
    expect(registry.callersOf(circuit, policyOf())).toBeNull();
    expect([...registry.all()].map(({ id }) => id)).toEqual(["api"]);
    const ofWorkspaces = registry.callersOf(circuit, policyOf({ scope: "workspace" }))!;
    expect([...ofWorkspaces.all()]).toEqual([]);
    fail(ofWorkspaces.of("acme", null), WRONG_KEY);
    expect([...registry.callersOf(circuit, policy)!.all()].map(({ id }) => id)).toEqual(["api@acme:open"]);
  });

  test("another policy of the same scope keeps them, their state and their counts", () => {
    const { registry, circuit, callers } = panel();
    fail(callers.of("acme", "a"), WRONG_KEY, 4);
    const next = registry.callersOf(circuit, policyOf({ scope: "credential", failure_threshold: 10 }));
    expect(next).toBe(callers);
    expect(callers.get({ workspace: "acme", credential: "a" })?.describe()).toMatchObject({
      threshold: 10,
      consecutiveFailures: 4,
    });
  });

  test("a node type made again starts with none", async () => {
    const { registry, callers, api, store } = panel();
    fail(callers.of("acme", "open"), WRONG_KEY);
    registry.unregister("api");
    expect([...registry.all()]).toEqual([]);
    await registry.renew("api");
    expect([...api().callers.all()]).toEqual([]);
    expect(now(store.load("circuits"))).toEqual([]);
  });
});

describe("the id of a caller's circuit", () => {
  test.each([
    [{ workspace: "acme", credential: null }, "api@acme"],
    [{ workspace: "acme", credential: "key-7" }, "api@acme:key-7"],
    [{ workspace: null, credential: "key-7" }, "api@:key-7"],
    [{ workspace: "a:b", credential: "c" }, "api@a%3Ab:c"],
    [{ workspace: "a", credential: "b:c" }, "api@a:b:c"],
  ])("of %o is %s, and says whose it is", (caller, id) => {
    expect(callerCircuitId("api", caller)).toBe(id);
    expect(callerOf(id)).toEqual(caller);
    expect(nodeTypeOf(id)).toBe("api");
  });

  test("of a node type's own names no caller", () => {
    expect([callerOf("api"), nodeTypeOf("api")]).toEqual([null, "api"]);
  });
});
