import { beforeEach, describe, expect, it } from "vitest";
import { failure } from "../breaker/testkit.ts";
import { RemoteStore, run as runs, trip } from "../registry/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Json } from "../stores/store.ts";
import { event, follower, type House, type Letter, openHouse, put, run, secretsIn, stored, write } from "./testkit.ts";
import { UnreadableValue } from "./unreadable.ts";

const newer = (value: Json): Json => ({ ...(value as object), schema: 2 });
const circuitOf = ({ catalogue }: House, name = "api") => catalogue.get(name)!.circuit;
const threshold = (house: House, name = "api") => circuitOf(house, name).policy.failure_threshold;

let store: MemoryStore;
let [one, two]: House[] = [];
let pump: () => Promise<void>;
beforeEach(async () => {
  store = new MemoryStore();
  one = await openHouse(store);
  two = await openHouse(store);
  const feed = await follower(store);
  pump = () => feed(one!, two!);
});

describe("what another panel writes", () => {
  it("is put in force: a new node type with its secrets, its edit, its end", async () => {
    await stored(one!, "api", { secrets: { api_key: "first" }, policy: { failure_threshold: 2 } });
    await pump();
    expect(await run(two!, "api")).toMatchObject({ secrets: { api_key: "first" } });
    expect(threshold(two!)).toBe(2);
    await stored(one!, "api", { secrets: { api_key: "second" }, to: "http://other.test" });
    await pump();
    expect(await run(two!, "api")).toEqual({ to: "http://other.test", secrets: { api_key: "second" } });
    expect(threshold(two!)).toBe(5);
    await one!.catalogue.delete("api", event());
    await pump();
    expect(two!.catalogue.all()).toEqual([]);
    expect(two!.registry.get("api")).toBeUndefined();
    expect(two!.catalogue.nextRevision("api")).toBe(3);
  });

  it("can be edited and removed here as if it had been written here", async () => {
    await stored(one!, "api", { secrets: { api_key: "s3cr3t" } });
    await pump();
    await stored(two!, "api", { keep: ["api_key"], title: "API" });
    await pump();
    expect(one!.catalogue.get("api")).toMatchObject({ revision: 2, nodeType: { title: "API" } });
    expect(await one!.catalogue.delete("api", event())).toBe(true);
    await pump();
    expect((await stored(two!, "api")).revision).toBe(3);
  });

  it("closes what it replaces, and leaves the circuit its state and counts", async () => {
    await stored(one!, "api");
    await pump();
    const replaced = two!.catalogue.get("api")!.node as Letter;
    const circuit = circuitOf(two!);
    await runs(circuit, failure(), failure());
    await stored(one!, "api", { policy: { failure_threshold: 3 } });
    await pump();
    expect(replaced.isClosed).toBe(true);
    expect(circuitOf(two!)).toBe(circuit);
    expect(circuit.describe()).toMatchObject({ state: "closed", consecutiveFailures: 2 });
    await trip(circuit);
    expect(circuit.describe().consecutiveFailures).toBe(3);
  });

  it("keeps callers apart from when the policy says so, and until it does not any more", async () => {
    await stored(one!, "api");
    await pump();
    expect(two!.catalogue.get("api")!.callers).toBeNull();
    await stored(one!, "api", { policy: { scope: "workspace" } });
    await pump();
    expect(two!.catalogue.get("api")!.callers).not.toBeNull();
    await stored(one!, "api");
    await pump();
    expect(two!.catalogue.get("api")!.callers).toBeNull();
  });

  it("is nothing new where it was written here, or is older than what is known", async () => {
    const { cursor } = store.changes(null);
    const { node } = await stored(one!, "api");
    await pump();
    expect(one!.catalogue.get("api")!.node).toBe(node);
    await stored(one!, "api", { title: "API" });
    for (const change of store.changes(cursor).changes.slice(0, -1)) await one!.catalogue.follow(change);
    expect(one!.catalogue.get("api")!.nodeType.title).toBe("API");
  });

  it("takes a node type away where somebody removed it without a trace", async () => {
    await stored(one!, "api");
    await pump();
    await write(store, "node_types", "api", () => null);
    await pump();
    expect(two!.catalogue.all()).toEqual([]);
    expect((await stored(two!, "api")).revision).toBe(1);
  });

  it("waits for what is being written here, and does not go back behind it", async () => {
    await stored(one!, "api");
    await pump();
    const remote = new RemoteStore(store);
    const slow = await openHouse(remote);
    remote.isHeld = true;
    const edit = put(slow, "api", { title: "of the slow one" });
    await expect.poll(() => remote.line.length).toBe(1);
    const { cursor } = store.changes(null);
    const sent = remote.next();
    sent.carryOut();
    await stored(await openHouse(store), "api", { title: "after it" });
    const followed = store.changes(cursor).changes.map((change) => slow.catalogue.follow(change));
    sent.answer();
    expect((await edit).status).toBe("stored");
    await Promise.all(followed);
    expect(slow.catalogue.get("api")!.nodeType.title).toBe("after it");
  });
});

describe("the default policy of another panel", () => {
  it("is in force for every node type that inherits it", async () => {
    await stored(one!, "api");
    await stored(one!, "own", { policy: { failure_threshold: 2 } });
    await pump();
    const edit = { value: { failure_threshold: 9 }, by: "ada", event: event("default_policy_changed") };
    await one!.catalogue.putDefaultPolicy(() => edit);
    await pump();
    expect([threshold(two!), threshold(two!, "own")]).toEqual([9, 2]);
  });
});

describe("what this version cannot read", () => {
  it("keeps nobody from starting: it is left out, told once, and not written over", async () => {
    await stored(one!, "api");
    await stored(one!, "other");
    await write(store, "node_types", "api", newer);
    await write(store, "node_types", "odd", () => ["nothing of ours"]);
    const kept = store.get("node_types", "api");
    const house = await openHouse(store);
    expect(house.catalogue.all().map(({ name }) => name)).toEqual(["other"]);
    await expect(put(house, "api", { secrets: { api_key: "x" } })).rejects.toBeInstanceOf(UnreadableValue);
    await house.catalogue.resync();
    expect(house.unreadable.map(({ message }) => message)).toEqual([
      expect.stringContaining("node type api"),
      expect.stringContaining("node type odd"),
    ]);
    expect(store.get("node_types", "api")).toEqual(kept);
    expect(await secretsIn(store)).toBe(0);
  });

  it("leaves in force what was known before it, and the others follow on", async () => {
    await stored(one!, "api", { title: "API" });
    await pump();
    await write(store, "node_types", "api", newer);
    await stored(one!, "other");
    await pump();
    expect(two!.catalogue.get("api")!.nodeType.title).toBe("API");
    expect(two!.catalogue.get("other")).toBeDefined();
    expect(two!.unreadable).toHaveLength(1);
    await expect(put(two!, "api")).rejects.toBeInstanceOf(UnreadableValue);
    await expect(two!.catalogue.delete("api", event())).rejects.toBeInstanceOf(UnreadableValue);
  });

  it("is read again once it can be", async () => {
    await stored(one!, "api", { title: "API" });
    await write(store, "node_types", "api", newer);
    await pump();
    await write(store, "node_types", "api", (value) => ({ ...(value as object), schema: 1 }));
    await pump();
    await stored(two!, "api", { title: "again" });
    expect(two!.unreadable).toHaveLength(1);
  });

  it("of a default policy is left as it is, and no edit goes over it", async () => {
    await write(store, "settings", "default_policy", () => ({
      schema: 2,
      value: { failure_threshold: 9 },
      revision: 1,
    }));
    await stored(one!, "api");
    await pump();
    expect(threshold(two!)).toBe(5);
    const edit = { value: {}, by: "ada", event: event() };
    await expect(two!.catalogue.putDefaultPolicy(() => edit)).rejects.toBeInstanceOf(UnreadableValue);
    expect((await openHouse(store)).unreadable).toHaveLength(1);
  });
});

describe("what another version wrote beside what is known", () => {
  it("stays through edits, and beside what is left of a node type after its end", async () => {
    await stored(one!, "api");
    await write(store, "node_types", "api", (value) => {
      const { node_type: inside, ...rest } = value as { node_type: object };
      return { ...rest, beside: 1, node_type: { ...inside, inside: 2 } } as Json;
    });
    await pump();
    await stored(two!, "api", { title: "API" });
    expect(store.get("node_types", "api")?.value).toMatchObject({ beside: 1, node_type: { inside: 2, title: "API" } });
    await two!.catalogue.delete("api", event());
    expect(store.get("node_types", "api")?.value).toEqual({ schema: 1, beside: 1, deleted: expect.anything() });
    await stored(two!, "api");
    const value = store.get("node_types", "api")?.value;
    expect(value).toMatchObject({ beside: 1, node_type: { name: "api" } });
    expect(value).not.toHaveProperty("deleted");
  });
});

describe("a store that does not answer", () => {
  it("fails an edit within a second; where it was carried out all the same, it is followed", async () => {
    await stored(one!, "api");
    const remote = new RemoteStore(store);
    const house = await openHouse(remote);
    const feed = await follower(store);
    remote.isHeld = true;
    const edit = put(house, "api", { title: "late" });
    await expect(edit).rejects.toMatchObject({ code: "outcome_unknown" });
    expect(house.catalogue.get("api")!.nodeType.title).toBeNull();
    remote.next().carryOut();
    await feed(house);
    expect(house.catalogue.get("api")!.nodeType.title).toBe("late");
  });
});
