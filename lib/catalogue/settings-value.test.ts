import { expect, it } from "vitest";
import { RemoteStore } from "../registry/testkit.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Store } from "../stores/store.ts";
import { type SettingsEdit, SettingsValue } from "./settings-value.ts";
import { event, exchangeable, write } from "./testkit.ts";
import { UnreadableValue } from "./unreadable.ts";

type Limits = { readonly most: number };

async function open(store: Store) {
  const told: UnreadableValue[] = [];
  const value = new SettingsValue<Limits>(store, "limits", { most: 1 }, (error) => told.push(error));
  await value.load();
  return { value, told };
}

const edit =
  (most: number): SettingsEdit<Limits> =>
  () => ({ value: { most }, by: "ada", event: event("limits_changed") });
const add: SettingsEdit<Limits> = ({ value }) => ({ value: { most: value.most + 1 }, by: "ada", event: event() });

it("follows what others write, in order, and its own writes are nothing new", async () => {
  const store = new MemoryStore();
  const [one, two] = [await open(store), await open(store)];
  const { cursor } = store.changes(null);
  await one.value.put(edit(2));
  await one.value.put(edit(3));
  const { changes } = store.changes(cursor);
  expect(changes.map((change) => one.value.follow(change))).toEqual([false, false]);
  expect(changes.map((change) => two.value.follow(change))).toEqual([true, true]);
  expect(changes.map((change) => two.value.follow(change))).toEqual([false, false]);
  expect(two.value.held).toEqual(one.value.held);
  expect(two.value.held).toMatchObject({ value: { most: 3 }, revision: 2 });
});

it("edits what somebody else has just made of it", async () => {
  const store = new MemoryStore();
  const [one, two] = [await open(store), await open(store)];
  await one.value.put(edit(5));
  expect(await two.value.put(add)).toBe(true);
  expect(two.value.held).toMatchObject({ value: { most: 6 }, revision: 2 });
});

it("keeps what another version wrote beside it", async () => {
  const store = new MemoryStore();
  const one = await open(store);
  await one.value.put(edit(2));
  await write(store, "settings", "limits", (value) => ({ ...(value as object), beside: 1 }));
  await one.value.put(edit(3));
  expect(store.get("settings", "limits")?.value).toMatchObject({ beside: 1, value: { most: 3 }, revision: 2 });
});

it("that cannot be read stays as it is, and what was held stays in force", async () => {
  const store = new MemoryStore();
  const one = await open(store);
  await one.value.put(edit(2));
  await write(store, "settings", "limits", () => ({ schema: 2, value: {}, revision: 2 }));
  const kept = store.get("settings", "limits");
  await one.value.resync();
  await expect(one.value.put(edit(3))).rejects.toBeInstanceOf(UnreadableValue);
  expect(one.value.held.value).toEqual({ most: 2 });
  expect(one.told).toHaveLength(1);
  const two = await open(store);
  expect(two.value.held.value).toEqual({ most: 1 });
  expect(store.get("settings", "limits")).toEqual(kept);
});

it("is what it was at first where somebody removed it", async () => {
  const store = new MemoryStore();
  const one = await open(store);
  await one.value.put(edit(2));
  const { cursor } = store.changes(null);
  await write(store, "settings", "limits", () => null);
  for (const change of store.changes(cursor).changes) one.value.follow(change);
  expect(one.value.held).toEqual({ value: { most: 1 }, revision: 0, updatedAt: null, updatedBy: null });
  expect(await one.value.put(edit(3))).toBe(true);
});

it("is written back to a store that has lost it, and edited there", async () => {
  const { store, exchange } = exchangeable(new MemoryStore());
  const [one, two] = [await open(store), await open(store)];
  await one.value.put(edit(2));
  exchange(new MemoryStore());
  await Promise.all([one.value.resync(), two.value.resync()]);
  expect((await open(store)).value.held).toMatchObject({ value: { most: 2 }, revision: 1 });
  exchange(new MemoryStore());
  expect(await one.value.put(add)).toBe(true);
  expect((await open(store)).value.held).toMatchObject({ value: { most: 3 }, revision: 2 });
});

it("fails an edit within a second where the store does not answer", async () => {
  const remote = new RemoteStore(new MemoryStore());
  const { value } = await open(remote);
  remote.isHeld = true;
  await expect(value.put(edit(2))).rejects.toMatchObject({ code: "outcome_unknown" });
  expect(value.held.revision).toBe(0);
});

it("does not go back to its own write where a later one was heard of first", async () => {
  const store = new MemoryStore();
  const remote = new RemoteStore(store);
  const { value } = await open(remote);
  const { cursor } = store.changes(null);
  remote.isHeld = true;
  const put = value.put(edit(2));
  await expect.poll(() => remote.line.length).toBe(1);
  const sent = remote.next();
  sent.carryOut();
  await (await open(store)).value.put(edit(3));
  for (const change of store.changes(cursor).changes) value.follow(change);
  sent.answer();
  expect(await put).toBe(true);
  expect(value.held).toMatchObject({ value: { most: 3 }, revision: 2 });
});
