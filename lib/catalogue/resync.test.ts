import { expect, it } from "vitest";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { StoreError } from "../stores/store.ts";
import { event, exchangeable, openHouse, put, RefusingStore, run, secretsIn, stored, write } from "./testkit.ts";

const policyEdit = { value: { failure_threshold: 9 }, by: "ada", event: event("default_policy_changed") };

it("brings in what was missed: what is new, edited, deleted, and the default policy", async () => {
  const store = new MemoryStore();
  const [one, two] = [await openHouse(store), await openHouse(store)];
  for (const name of ["kept", "edited", "deleted"]) await stored(one, name);
  await two.catalogue.resync();
  const { node } = two.catalogue.get("kept")!;
  await stored(one, "edited", { secrets: { api_key: "s3cr3t" } });
  await stored(one, "new");
  await one.catalogue.delete("deleted", event());
  await one.catalogue.putDefaultPolicy(() => policyEdit);
  await two.catalogue.resync();
  expect(two.catalogue.all().map(({ name }) => name)).toEqual(["edited", "kept", "new"]);
  expect(await run(two, "edited")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
  expect(two.catalogue.get("kept")).toMatchObject({ node, policy: { failure_threshold: 9 } });
  expect((await stored(two, "deleted")).revision).toBe(2);
});

it("writes back what a store has lost, as it was", async () => {
  const { store, exchange } = exchangeable(new MemoryStore());
  const [one, two] = [await openHouse(store), await openHouse(store)];
  await stored(one, "api", { secrets: { api_key: "s3cr3t" } });
  await stored(one, "api", { keep: ["api_key"], title: "API" });
  await stored(one, "gone");
  await one.catalogue.delete("gone", event());
  await one.catalogue.putDefaultPolicy(() => policyEdit);
  await two.catalogue.resync();

  exchange(new MemoryStore());
  await Promise.all([one.catalogue.resync(), two.catalogue.resync()]);
  const third = await openHouse(store);
  expect(third.catalogue.get("api")).toMatchObject({ revision: 2, nodeType: { title: "API" } });
  expect(third.catalogue.get("api")!.policy.failure_threshold).toBe(9);
  expect(await run(third, "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
  expect(third.catalogue.nextRevision("gone")).toBe(2);
  expect((await store.history({ limit: 10 })).events).toEqual([]);

  for (const house of [one, two]) {
    expect((await stored(house, "api", { keep: ["api_key"] })).nodeType.secrets).toHaveLength(1);
    expect(await house.catalogue.putDefaultPolicy(() => policyEdit)).toBe(true);
    await two.catalogue.resync();
  }
  expect(await secretsIn(store)).toBe(1);
});

it("gives back the secrets of a node type that somebody without them was faster to write back", async () => {
  const first = new RefusingStore();
  const { store, exchange } = exchangeable(first);
  const one = await openHouse(store);
  await stored(one, "api", { secrets: { api_key: "s3cr3t", other: "s3cr3t too" } });
  first.hidden = new StoreError("unavailable", "no permission");
  const service = await openHouse(store);

  const emptied = new RefusingStore();
  exchange(emptied);
  await service.catalogue.resync();
  expect(await secretsIn(store)).toBe(0);
  let writes = 0;
  emptied.refuse = ({ collection }) => {
    if (collection === "secrets") writes += 1;
    return writes === 2 ? new StoreError("unavailable", "out") : null;
  };
  await expect(one.catalogue.resync()).rejects.toThrow("out");
  emptied.refuse = () => null;
  await one.catalogue.resync();
  const third = await openHouse(store);
  expect(await run(third, "api")).toMatchObject({ secrets: { api_key: "s3cr3t", other: "s3cr3t too" } });
  expect((await put(one, "api", { title: "API" })).status).toBe("stored");
});

it("goes by what a store holds now where it has gone back, though its numbers are smaller", async () => {
  const first = new MemoryStore();
  const { store, exchange } = exchangeable(first);
  const house = await openHouse(store);
  for (const title of ["one", "two", "three"]) await stored(house, "api", { title });
  const backup = new MemoryStore();
  await stored(await openHouse(backup), "api", { title: "from the backup" });
  exchange(backup);
  await house.catalogue.resync();
  expect(house.catalogue.get("api")!.nodeType.title).toBe("from the backup");
  expect((await put(house, "api", { title: "after it" })).status).toBe("stored");
});

it("does not go back to what it read before its own write", async () => {
  const store = new MemoryStore();
  const { promise: isWritten, resolve: written } = Promise.withResolvers<void>();
  const { promise: isRead, resolve: read } = Promise.withResolvers<void>();
  const slow = new Proxy(store, {
    get(_, key) {
      if (key !== "load") return Reflect.get(store, key).bind(store);
      return async (collection: "node_types") => {
        const loaded = store.load(collection);
        read();
        await isWritten;
        return loaded;
      };
    },
  });
  const { store: shared, exchange } = exchangeable(store);
  const house = await openHouse(shared);
  await stored(house, "api", { title: "before" });
  exchange(slow);
  const resync = house.catalogue.resync();
  await isRead;
  const { node } = await stored(house, "api", { title: "after" });
  written();
  await resync;
  expect(house.catalogue.get("api")).toMatchObject({ node, nodeType: { title: "after" } });
});

it("leaves what cannot be read, brings in the rest, and says so once", async () => {
  const store = new MemoryStore();
  const [one, two] = [await openHouse(store), await openHouse(store)];
  await stored(one, "api", { title: "API" });
  await two.catalogue.resync();
  await write(store, "node_types", "api", (value) => ({ ...(value as object), schema: 2 }));
  await stored(one, "zebra");
  const kept = store.get("node_types", "api");
  await two.catalogue.resync();
  await two.catalogue.resync();
  expect(two.catalogue.all().map(({ name }) => name)).toEqual(["api", "zebra"]);
  expect(store.get("node_types", "api")).toEqual(kept);
  expect(two.unreadable).toHaveLength(1);
});

it("is refused by a store that is out, and done the next time", async () => {
  const store = new RefusingStore();
  const { store: shared, exchange } = exchangeable(store);
  const house = await openHouse(shared);
  await stored(house, "api", { secrets: { api_key: "s3cr3t" } });
  const emptied = new RefusingStore();
  const error = new StoreError("unavailable", "out");
  emptied.refuse = ({ collection }) => (collection === "node_types" ? error : null);
  exchange(emptied);
  await expect(house.catalogue.resync()).rejects.toBe(error);
  emptied.refuse = () => null;
  await house.catalogue.resync();
  expect(await run(await openHouse(shared), "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
});
