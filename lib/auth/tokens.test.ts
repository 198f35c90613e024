import { describe, expect, test } from "vitest";
import { eventOf } from "./act.ts";
import { type House, openHouse } from "./testing/house.ts";
import type { NewToken } from "./tokens.ts";

const DAY_MS = 86_400_000;

function makeToken(house: House, token: Partial<NewToken> = {}) {
  const { tokens, context } = house.accounts;
  return tokens.create(
    { name: "ci", scopes: ["read"], workspaces: null, lifetimeMs: null, createdBy: "ann@example.com", ...token },
    ({ id }) => eventOf(context, "token_created", "ann@example.com", { id }),
  );
}

const revoke = (house: House, id: string) =>
  house.accounts.tokens.revoke(id, () => eventOf(house.accounts.context, "token_revoked", "ann@example.com", {}));

test("a secret has 256 random bits behind a prefix, and is kept nowhere", async () => {
  const house = openHouse();
  const { token, secret } = await makeToken(house);
  expect(secret).toMatch(/^bp_[A-Za-z0-9_-]{43}$/);
  expect(secret.startsWith(token.hint)).toBe(true);
  expect(token.hint).toHaveLength(7);
  const kept = JSON.stringify([await house.store.load("tokens"), await house.events()]);
  expect(kept).not.toContain(secret.slice(token.hint.length));
});

test("its secret finds a token, and nothing like it does", async () => {
  const house = openHouse();
  const { token, secret } = await makeToken(house, { scopes: ["admin"], workspaces: ["acme"] });
  expect(await house.accounts.tokens.find(secret)).toMatchObject({
    id: token.id,
    scopes: ["admin"],
    workspaces: ["acme"],
  });
  const others = ["", "bp_", secret.slice(0, -1), `${secret}A`, ` ${secret}`, secret.slice(3), "x".repeat(1_000_000)];
  for (const other of others) expect(await house.accounts.tokens.find(other)).toBeNull();
});

test("a token ends at the moment of its expiry", async () => {
  const house = openHouse();
  const { secret } = await makeToken(house, { lifetimeMs: DAY_MS });
  house.pass(DAY_MS - 1);
  expect(await house.accounts.tokens.find(secret)).not.toBeNull();
  house.pass(1);
  expect(await house.accounts.tokens.find(secret)).toBeNull();
});

describe("a revoked token", () => {
  test("opens nothing from then on, and its revocation is in the log", async () => {
    const house = openHouse();
    const { token, secret } = await makeToken(house);
    await revoke(house, token.id);
    expect(await house.accounts.tokens.find(secret)).toBeNull();
    expect(await house.accounts.tokens.list()).toEqual([]);
    expect(await house.events()).toMatchObject([{ kind: "token_revoked" }, { kind: "token_created" }]);
  });

  test("does not come back by a use that is noted at the same time", async () => {
    const house = openHouse();
    const { token, secret } = await makeToken(house);
    await Promise.all([
      house.accounts.tokens.find(secret),
      revoke(house, token.id),
      house.accounts.tokens.find(secret),
    ]);
    house.pass(DAY_MS);
    expect(await house.accounts.tokens.find(secret)).toBeNull();
  });

  test("cannot be revoked again", async () => {
    const house = openHouse();
    const { token } = await makeToken(house);
    await revoke(house, token.id);
    await expect(revoke(house, token.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

test("the last use is noted, at most once a minute", async () => {
  const house = openHouse();
  const { secret } = await makeToken(house);
  const lastUse = async () => (await house.accounts.tokens.list())[0]?.last_used_at;
  expect(await lastUse()).toBeNull();
  const first = house.now();
  await house.accounts.tokens.find(secret);
  expect(await lastUse()).toBe(first);
  house.pass(59_999);
  await house.accounts.tokens.find(secret);
  expect(await lastUse()).toBe(first);
  house.pass(1);
  await house.accounts.tokens.find(secret);
  expect(await lastUse()).toBe(first + 60_000);
});

test("the newest token is listed first", async () => {
  const house = openHouse();
  await makeToken(house, { name: "old" });
  house.pass(1);
  await makeToken(house, { name: "new" });
  await house.accounts.loginLinks.issue("ann@example.com");
  expect((await house.accounts.tokens.list()).map(({ name }) => name)).toEqual(["new", "old"]);
});
