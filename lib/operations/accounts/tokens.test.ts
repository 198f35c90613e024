import { describe, expect, test } from "vitest";
import { type Principal, SCOPES_OF_ROLE } from "../../auth/principal.ts";
import { openHouse } from "../../auth/testing/house.ts";
import { createTokenReply, tokensReply } from "../../contracts/account.ts";
import type { Caller } from "../context.ts";
import { createToken } from "./create-token.ts";
import { listTokens } from "./list-tokens.ts";
import { revokeToken } from "./revoke-token.ts";

const as = (principal: Principal): Caller => ({ principal, requestId: "r" });
const admin = as({ kind: "user", id: "1", name: "ann@example.com", role: "admin", scopes: SCOPES_OF_ROLE.admin });
const viewer = as({ kind: "user", id: "2", name: "vic@example.com", role: "viewer", scopes: SCOPES_OF_ROLE.viewer });
const token = (scopes: Principal["scopes"], workspaces: readonly string[] | null = null) =>
  as({ kind: "token", id: "3", name: "token:ci", scopes, workspaces });
const forbidden = { code: "forbidden" };

describe("an admin", () => {
  test("makes a token; its secret is answered once and is not in the log", async () => {
    const house = openHouse();
    const reply = await createToken(house, admin, {
      name: "ci",
      scopes: ["read", "execute", "read"],
      workspaces: ["acme"],
      expires_in_days: 2,
    });
    expect(createTokenReply.parse(reply)).toEqual(reply);
    expect(reply.token).toMatchObject({
      name: "ci",
      scopes: ["read", "execute"],
      workspaces: ["acme"],
      created_by: "ann@example.com",
      created_at: "2026-02-12T12:00:00.000Z",
      expires_at: "2026-02-14T12:00:00.000Z",
      last_used_at: null,
    });
    expect(await house.accounts.tokens.find(reply.secret)).toMatchObject({ id: reply.token.id });
    const [event] = await house.events();
    expect(event).toMatchObject({ kind: "token_created", actor: "ann@example.com", details: { token: "ci" } });
    expect(JSON.stringify(event)).not.toContain(reply.secret.slice(8));
  });

  test("makes one that is bound to nothing and does not expire, where nothing else is said", async () => {
    const { token } = await createToken(openHouse(), admin, { name: "ci", scopes: ["read"] });
    expect(token).toMatchObject({ workspaces: null, expires_at: null });
  });

  test("sees all tokens without their secrets, the expired ones too, and revokes one", async () => {
    const house = openHouse();
    const { token, secret } = await createToken(house, admin, { name: "ci", scopes: ["read"], expires_in_days: 1 });
    house.pass(2 * 86_400_000);
    const reply = await listTokens(house, admin);
    expect(tokensReply.parse(reply)).toEqual(reply);
    expect(reply.tokens).toEqual([token]);
    expect(JSON.stringify(reply)).not.toContain(secret.slice(8));
    expect(await revokeToken(house, admin, token)).toEqual({ status: "success" });
    expect((await house.events())[0]).toMatchObject({ kind: "token_revoked", details: { token: "ci", id: token.id } });
    expect(await listTokens(house, admin)).toEqual({ tokens: [] });
  });
});

const others: readonly [string, Caller][] = [
  ["a viewer", viewer],
  ["a token without `admin`", token(["read", "execute"])],
  ["a token that is bound to workspaces", token(["read", "execute", "admin"], ["acme"])],
];

test.each(others)("%s has no say over tokens", async (_, caller) => {
  const house = openHouse();
  const made = await createToken(house, admin, { name: "ci", scopes: ["read"] });
  await expect(listTokens(house, caller)).rejects.toMatchObject(forbidden);
  await expect(createToken(house, caller, { name: "x", scopes: ["read"] })).rejects.toMatchObject(forbidden);
  await expect(revokeToken(house, caller, made.token)).rejects.toMatchObject(forbidden);
  expect(await house.accounts.tokens.find(made.secret)).not.toBeNull();
});

test("a token makes none that may do more than itself", async () => {
  const house = openHouse();
  const caller = token(["admin", "read"]);
  await expect(createToken(house, caller, { name: "x", scopes: ["execute"] })).rejects.toMatchObject(forbidden);
  expect(await createToken(house, caller, { name: "x", scopes: ["read"] })).toMatchObject({ token: { name: "x" } });
});
