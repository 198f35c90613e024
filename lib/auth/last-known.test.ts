import { expect, test } from "vitest";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { type Store, StoreError } from "../stores/store.ts";
import { eventOf } from "./act.ts";
import { claimsOf } from "./sessions.ts";
import { openHouse } from "./testing/house.ts";

/** A house whose store can be cut off, and which counts what it is asked meanwhile. */
function openRemoteHouse() {
  const far = { isCut: false, asked: 0 };
  const store = new Proxy<Store>(new MemoryStore(), {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        if (!far.isCut) return member.apply(target, args);
        far.asked++;
        throw new StoreError("unavailable", "cut off");
      };
    },
  });
  return { house: openHouse(store), far };
}

async function tokenOf({ accounts }: ReturnType<typeof openHouse>, lifetimeMs: number | null = null) {
  return accounts.tokens.create(
    { name: "ci", scopes: ["execute"], workspaces: null, lifetimeMs, createdBy: "ann@example.com" },
    () => eventOf(accounts.context, "token_created", null, {}),
  );
}

test("who was known stays known while the store is out: executions go on, and people see why", async () => {
  const { house, far } = openRemoteHouse();
  const ann = await house.addUser("ann@example.com", "admin");
  const { secret } = await tokenOf(house);
  await house.accounts.warm();
  far.isCut = true;
  expect(await house.accounts.tokens.find(secret)).toMatchObject({ name: "ci" });
  expect(await house.accounts.users.bySession(claimsOf(ann))).toMatchObject({ role: "admin" });
});

test("who was not known is not refused but told that the store is out", async () => {
  const { house, far } = openRemoteHouse();
  const { secret } = await tokenOf(house);
  far.isCut = true;
  await expect(house.accounts.tokens.find(secret)).rejects.toBeInstanceOf(StoreError);
});

test("a token that is known ends with its time all the same", async () => {
  const { house, far } = openRemoteHouse();
  const { secret } = await tokenOf(house, 1000);
  await house.accounts.warm();
  far.isCut = true;
  house.pass(1000);
  expect(await house.accounts.tokens.find(secret)).toBeNull();
});

test("a store that is out is asked once a second, not once a request", async () => {
  const { house, far } = openRemoteHouse();
  const ann = await house.addUser("ann@example.com", "admin");
  await house.accounts.warm();
  far.isCut = true;
  const claims = claimsOf(ann);
  await house.accounts.users.bySession(claims);
  const { asked } = far;
  for (let each = 0; each < 10; each++) await house.accounts.users.bySession(claims);
  expect(far.asked).toBe(asked);
  house.pass(1000);
  await house.accounts.users.bySession(claims);
  expect(far.asked).toBeGreaterThan(asked);
});

test("a store that is back is believed at once: who was removed meanwhile is gone", async () => {
  const { house, far } = openRemoteHouse();
  const { token, secret } = await tokenOf(house);
  await house.accounts.warm();
  far.isCut = true;
  await house.accounts.tokens.find(secret);
  far.isCut = false;
  await house.accounts.tokens.revoke(token.id, () => eventOf(house.accounts.context, "token_revoked", null, {}));
  house.pass(1000);
  expect(await house.accounts.tokens.find(secret)).toBeNull();
});

test("while a store hangs one request a second waits for it, and for a quarter of a second only", async () => {
  const store = new MemoryStore();
  const house = openHouse(store);
  const { secret } = await tokenOf(house);
  await house.accounts.warm();
  let asked = 0;
  store.get = () => {
    asked += 1;
    return new Promise<never>(() => {}) as never;
  };
  for (let second = 0; second < 2; second += 1) {
    const first = house.accounts.tokens.find(secret);
    await first;
    for (let each = 0; each < 10; each += 1) await house.accounts.tokens.find(secret);
    house.pass(1000);
    const scout = house.accounts.tokens.find(secret);
    const before = asked;
    for (let each = 0; each < 10; each += 1) expect(await house.accounts.tokens.find(secret)).not.toBeNull();
    expect(asked).toBe(before);
    await scout;
    house.pass(1000);
  }
  expect(asked).toBe(4);
});
