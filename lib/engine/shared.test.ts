import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { override, reset } from "../breaker/index.ts";
import { Catalogue } from "../catalogue/catalogue.ts";
import { SecretBox } from "../catalogue/secrets.ts";
import { functionKind } from "../nodes/function-kind.ts";
import { openRedisStore } from "../stores/redis/open.ts";
import { RedisServer } from "../stores/redis/testing/redis-server.ts";
import type { Store } from "../stores/store.ts";
import { openCore } from "./core.ts";
import { createEngine } from "./create-engine.ts";
import type { EngineOptions } from "./options.ts";

// Each test talks to a real server, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 20_000 });
const WAIT = { timeout: 10_000 };

let server: RedisServer;
let prefix: string;
let tests = 0;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  tests += 1;
  prefix = `{test-${tests}}`;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(instance: string, options: EngineOptions = {}) {
  const engine = await createEngine({
    redis: server.url,
    prefix,
    instance,
    namespace: "orders",
    logger: null,
    ...options,
  });
  closing.push(() => engine.close());
  return engine;
}

/** What a panel has of a shared store, without its pages. */
async function openPanel() {
  const store = await openRedisStore({ url: server.url, prefix });
  const core = await openCore({
    store,
    instance: "panel",
    kind: "panel",
    nodeTypes: (registry) =>
      new Catalogue({ store, registry, kinds: [functionKind], secrets: new SecretBox(Buffer.alloc(32)) }),
    onStore() {},
  });
  closing.push(async () => {
    await core.close();
    await store.close();
  });
  const known = (name: string) => vi.waitFor(() => core.nodeTypes.get(name) ?? expect.fail(`${name} is unknown`), WAIT);
  return { ...core, store, known };
}

/** Sets a policy as an admin does. */
async function edit({ nodeTypes }: Awaited<ReturnType<typeof openPanel>>, name: string, changes: object) {
  const { nodeType } = nodeTypes.get(name)!;
  const edited = { ...nodeType, ...changes, revision: nodeType.revision + 1, updatedBy: "ann" };
  const event = { circuit: name, kind: "node_type_changed", at: Date.now(), actor: "ann" };
  return nodeTypes.put(edited, { ...event, reason: null, instance: "panel", details: {} });
}

const fails = () => Promise.reject(new Error("no"));
const announced = async (store: Store, name: string) =>
  (await store.history({ circuits: [name], kinds: ["node_type_created"], limit: 10 })).events;

describe("engines that share a store", () => {
  it("announce what they protect, once, with what the code says of it", async () => {
    const panel = await openPanel();
    const [one, other] = await Promise.all([start("orders-1"), start("orders-2")]);
    const options = { title: "Payments", owner: "team-pay", policy: { failure_threshold: 2 } };
    for (const engine of [one, other]) engine.protect("payments", fails, options);
    const { nodeType, policy } = await panel.known("orders.payments");
    expect(nodeType).toMatchObject({ kind: "function", title: "Payments", owner: "team-pay", revision: 1 });
    expect(policy.failure_threshold).toBe(2);
    await Promise.all([one.close(), other.close()]);
    expect(await announced(panel.store, "orders.payments")).toMatchObject([
      { actor: null, instance: expect.stringMatching(/^orders-[12]$/), details: { revision: 1 } },
    ]);
  });

  it("do not call what another has found to fail", async () => {
    const [one, other] = await Promise.all([start("orders-1"), start("orders-2")]);
    const options = { policy: { failure_threshold: 1 } };
    await one.protect("payments", fails, options)();
    const call = other.protect("payments", () => "called", options);
    await vi.waitFor(async () => expect(await call()).toMatchObject({ error_type: "circuit_breaker" }), WAIT);
  });

  it("take the policy that people have set before that of the code, at once and after a restart", async () => {
    const panel = await openPanel();
    const engine = await start("orders-1");
    engine.protect("payments", fails, { policy: { failure_threshold: 9 } });
    await panel.known("orders.payments");
    await edit(panel, "orders.payments", { policy: { failure_threshold: 1 } });
    await vi.waitFor(() => expect(engine.status("payments")?.threshold).toBe(1), WAIT);
    await engine.close();

    const again = await start("orders-1");
    again.protect("payments", fails, { policy: { failure_threshold: 9 } });
    expect(again.status("payments")?.threshold).toBe(1);
    expect(await announced(panel.store, "orders.payments")).toHaveLength(1);
  });

  it("inherit the default policy that people have set", async () => {
    const panel = await openPanel();
    const engine = await start("orders-1");
    engine.protect("payments", fails);
    const event = { circuit: null, kind: "default_policy_changed", at: Date.now(), actor: "ann", reason: null };
    await panel.nodeTypes.putDefaultPolicy(() => ({
      value: { failure_threshold: 7 },
      by: "ann",
      event: { ...event, instance: "panel", details: {} },
    }));
    await vi.waitFor(() => expect(engine.status("payments")?.threshold).toBe(7), WAIT);
  });

  it("obey a hold and a reset on the panel", async () => {
    const panel = await openPanel();
    const engine = await start("orders-1");
    const call = engine.protect("payments", () => "called");
    const { circuit } = await panel.known("orders.payments");
    const author = { actor: "ann", reason: "maintenance", expectedGeneration: null };
    await circuit.act((value, now) => override(value, { ...author, mode: "forced_open", length: null }, now));
    await vi.waitFor(async () => expect(await call()).toMatchObject({ error_type: "circuit_breaker" }), WAIT);
    await circuit.act((value, now) => override(value, { ...author, mode: null, length: null }, now));
    await vi.waitFor(async () => expect(await call()).toEqual({ output: "called" }), WAIT);
    const { generation } = engine.status("payments")!;
    await circuit.act((value, now) => reset(value, { ...author, to: "closed" }, now));
    await vi.waitFor(() => expect(engine.status("payments")?.generation).toBeGreaterThan(generation), WAIT);
  });

  it("cannot be run from the panel, which says why and holds nothing against the circuit", async () => {
    const panel = await openPanel();
    (await start("orders-1")).protect("payments", fails);
    await panel.known("orders.payments");
    expect(await panel.executor.executeNode("orders.payments", {})).toMatchObject({
      error_type: "invalid_input",
      error: expect.stringContaining("services that protect it"),
    });
    expect(panel.registry.get("orders.payments")?.describe().consecutiveFailures).toBe(0);
  });

  it("do not take the name of a node type that runs in another way", async () => {
    const panel = await openPanel();
    (await start("orders-1")).protect("payments", fails);
    await panel.known("orders.payments");
    await edit(panel, "orders.payments", {
      kind: "http",
      config: { base_url: "http://127.0.0.1:9", method: "GET", path: "/" },
    });
    const other = await start("orders-2");
    expect(() => other.protect("payments", fails)).toThrow(expect.objectContaining({ code: "name_taken" }));
  });

  it("are announced again by a restart where they were deleted, and their revisions go on", async () => {
    const panel = await openPanel();
    const engine = await start("orders-1");
    const call = engine.protect("payments", () => "called");
    await panel.known("orders.payments");
    const event = { circuit: "orders.payments", kind: "node_type_deleted", at: Date.now(), actor: "ann", reason: null };
    await panel.nodeTypes.delete("orders.payments", { ...event, instance: "panel", details: {} });
    expect(await call()).toEqual({ output: "called" });
    await engine.close();
    expect(panel.nodeTypes.get("orders.payments")).toBeUndefined();

    (await start("orders-1")).protect("payments", fails);
    expect((await panel.known("orders.payments")).revision).toBe(2);
  });

  it("tell the panel what they have counted, and are gone from its list once they are closed", async () => {
    const panel = await openPanel();
    const engine = await start("orders-1");
    const call = engine.protect("payments", () => "called");
    await call();
    const listed = async () => {
      await panel.instances.refresh();
      return panel.instances.all().map(({ name, kind }) => `${kind} ${name}`);
    };
    await vi.waitFor(async () => expect(await listed()).toEqual(["service orders-1", "panel panel"]), WAIT);
    await engine.close();
    expect(await listed()).toEqual(["panel panel"]);
    expect(await panel.store.counts(0, ["orders.payments"])).toMatchObject([{ successes: 1 }]);
  });
});

describe("an engine whose store is out at the start", () => {
  it("starts all the same, protects from memory, and joins the others once it can", async () => {
    const own = await RedisServer.start();
    closing.push(() => own.stop());
    await own.kill();
    const told: (string | null)[] = [];
    const onStore = (error: Error | null) => void told.push(error?.name ?? null);
    const engine = await start("orders-1", { redis: own.url, onStore });
    expect([engine.degraded, told]).toEqual([true, ["StoreError"]]);

    const call = engine.protect("payments", fails, { policy: { failure_threshold: 1 } });
    await call();
    expect(await call()).toMatchObject({ error_type: "circuit_breaker" });
    await expect(engine.reset("payments")).rejects.toThrow(expect.objectContaining({ name: "StoreError" }));

    await own.restart();
    const store = await openRedisStore({ url: own.url, prefix });
    closing.push(async () => store.close());
    await vi.waitFor(async () => {
      expect(await store.get("node_types", "orders.payments")).not.toBeNull();
      expect(await store.get("circuits", "orders.payments")).not.toBeNull();
      expect(engine.degraded).toBe(false);
    }, WAIT);
    expect(told).toEqual(["StoreError", null]);
    expect(await engine.reset("payments")).toEqual({ changed: true, previousState: "open" });
  });

  it("says why, without the password, where the server refuses it", async () => {
    const own = await RedisServer.start({ config: { requirepass: "right" } });
    closing.push(() => own.stop());
    const told: string[] = [];
    const redis = `redis://:wr0ng@127.0.0.1:${own.port}`;
    const engine = await start("orders-1", { redis, onStore: (error) => void told.push(String(error?.message)) });
    expect(engine.degraded).toBe(true);
    expect(told).toEqual([expect.stringContaining("refuses the user or the password")]);
    expect(told[0]).not.toContain("wr0ng");
    expect(await engine.protect("payments", () => "called")()).toEqual({ output: "called" });
  });

  it("can be closed before it ever reached its store", async () => {
    const own = await RedisServer.start();
    closing.push(() => own.stop());
    await own.kill();
    const engine = await start("orders-1", { redis: own.url });
    engine.protect("payments", fails);
    await engine.close();
    expect(engine.degraded).toBe(true);
  });
});

it("a node type that the store has lost is announced again with the policy that people had set", async () => {
  const own = await RedisServer.start();
  closing.push(() => own.stop());
  const engine = await start("orders-1", { redis: own.url });
  engine.protect("payments", fails);
  const store = await openRedisStore({ url: own.url, prefix });
  closing.push(async () => store.close());
  const stored = await vi.waitFor(
    async () => (await store.get("node_types", "orders.payments")) ?? expect.fail("not announced"),
    WAIT,
  );
  const value = structuredClone(stored.value) as { node_type: { policy: object; revision: number } };
  Object.assign(value.node_type, { policy: { failure_threshold: 3 }, revision: 2 });
  const about = { collection: "node_types", id: stored.id, expected: stored.version, events: [] } as const;
  await store.swap({ ...about, next: value as never, writeId: "edit" });
  await vi.waitFor(() => expect(engine.status("payments")?.threshold).toBe(3), WAIT);
  // A server that keeps nothing comes back empty.
  await own.restart();
  await vi.waitFor(async () => {
    const again = await store.get("node_types", "orders.payments");
    expect(again?.value).toMatchObject({ node_type: { policy: { failure_threshold: 3 }, revision: 2 } });
  }, WAIT);
});
