import { decode, encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import { eventOf } from "./act.ts";
import { assertSameOrigin, authenticate } from "./request.ts";
import { claimsOf } from "./sessions.ts";
import { type House, openHouse } from "./testing/house.ts";
import type { User } from "./users.ts";

const COOKIE = "next-auth.session-token";

async function sessionOf(house: House, user: User): Promise<string> {
  return encode({ token: claimsOf(user), secret: house.keys.session });
}

async function tokenOf({ accounts }: House, more: { workspaces?: readonly string[]; lifetimeMs?: number } = {}) {
  const { workspaces = null, lifetimeMs = null } = more;
  return accounts.tokens.create(
    { name: "ci", scopes: ["read"], workspaces, lifetimeMs, createdBy: "ann@example.com" },
    () => eventOf(accounts.context, "token_created", null, {}),
  );
}

const asking = (headers: Record<string, string>) => new Request("http://127.0.0.1:3000/api/me", { headers });

describe("a session's cookie", () => {
  test("speaks for its user, with what the role allows", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "viewer");
    const cookie = `a=b; ${COOKIE}=${await sessionOf(house, ann)}; c=d`;
    expect(await authenticate(house, asking({ cookie }))).toEqual({
      kind: "user",
      id: ann.id,
      name: "ann@example.com",
      role: "viewer",
      scopes: ["read"],
    });
  });

  test("speaks for nobody once the user has been demoted", async () => {
    const house = openHouse();
    await house.addUser("ann@example.com", "admin");
    const bob = await house.addUser("bob@example.com", "admin");
    const cookie = `${COOKIE}=${await sessionOf(house, bob)}`;
    expect(await authenticate(house, asking({ cookie }))).not.toBeNull();
    await house.accounts.users.setRole("bob@example.com", "viewer", null);
    expect(await authenticate(house, asking({ cookie }))).toBeNull();
  });

  test("speaks for nobody where it is forged, of another panel, or not there", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    const good = await sessionOf(house, ann);
    const foreign = await encode({ token: claimsOf(ann), secret: "another secret, of 32 characters!" });
    const expired = await encode({ token: claimsOf(ann), secret: house.keys.session, maxAge: -60 });
    for (const value of ["", "x", `${good}x`, good.slice(1), foreign, expired]) {
      expect(await authenticate(house, asking({ cookie: `${COOKIE}=${value}` }))).toBeNull();
    }
    expect(await authenticate(house, asking({ cookie: `x${COOKIE}=${good}` }))).toBeNull();
    expect(await authenticate(house, asking({}))).toBeNull();
  });

  test("behind TLS goes by another name, which plain HTTP cannot set", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    const value = await sessionOf(house, ann);
    const behindTls = { ...house, settings: { ...house.settings, publicUrl: "https://panel.example.com" } };
    expect(await authenticate(behindTls, asking({ cookie: `${COOKIE}=${value}` }))).toBeNull();
    expect(await authenticate(behindTls, asking({ cookie: `__Secure-${COOKIE}=${value}` }))).not.toBeNull();
  });

  test("does not hold the password's hash", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    const secret = house.keys.session;
    const claims = await decode({ token: await sessionOf(house, ann), secret });
    const own = ["email", "exp", "iat", "jti", "role", "session_version", "sub"];
    expect(Object.keys(claims ?? {}).sort()).toEqual(own);
  });
});

describe("a bearer token", () => {
  test("speaks for itself, by its name and its workspaces", async () => {
    const house = openHouse();
    const { token, secret } = await tokenOf(house, { workspaces: ["acme"] });
    const expected = { kind: "token", id: token.id, name: "token:ci", scopes: ["read"], workspaces: ["acme"] };
    for (const authorization of [`Bearer ${secret}`, `bearer ${secret}`]) {
      expect(await authenticate(house, asking({ authorization }))).toEqual(expected);
    }
  });

  test("that is bad, expired or missing is not saved by a good cookie", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    const cookie = `${COOKIE}=${await sessionOf(house, ann)}`;
    const { secret } = await tokenOf(house, { lifetimeMs: 0 });
    for (const authorization of [`Bearer ${secret}`, "Bearer x", "Bearer", "bearer ", "Bearer bp_"]) {
      expect(await authenticate(house, asking({ authorization, cookie }))).toBeNull();
    }
  });

  test("is not what another scheme sends: a proxy may want a password of its own", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    const cookie = `${COOKIE}=${await sessionOf(house, ann)}`;
    const authorization = "Basic YTpi";
    expect(await authenticate(house, asking({ authorization, cookie }))).not.toBeNull();
    expect(await authenticate(house, asking({ authorization }))).toBeNull();
  });
});

describe("a change by cookie", () => {
  const change = (headers: Record<string, string>, method = "POST") =>
    new Request("http://127.0.0.1:3000/api/users", { method, headers: { host: "127.0.0.1:3000", ...headers } });
  const forbidden = expect.objectContaining({ code: "forbidden" });

  test("may come from the panel's own pages", () => {
    expect(() => assertSameOrigin(change({ origin: "http://127.0.0.1:3000" }), null)).not.toThrow();
    expect(() => assertSameOrigin(change({ origin: "https://127.0.0.1:3000" }), null)).not.toThrow();
    const tls = change({ origin: "https://panel.example.com" });
    expect(() => assertSameOrigin(tls, "https://panel.example.com/")).not.toThrow();
  });

  test.each([
    undefined,
    "null",
    "",
    "http://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:3001",
    "http://127.0.0.1:3000.evil.example",
    "http://127.0.0.1:3000@evil.example",
    "http://evil.example//127.0.0.1:3000",
    "127.0.0.1:3000",
  ])("may not come from %j", (origin) => {
    for (const publicUrl of [null, "http://127.0.0.1:3000"]) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const request = change(origin === undefined ? {} : { origin }, method);
        expect(() => assertSameOrigin(request, publicUrl)).toThrow(forbidden);
      }
    }
  });

  test("must name the scheme too, where the panel's address is set", () => {
    const request = change({ origin: "http://panel.example.com", host: "panel.example.com" });
    expect(() => assertSameOrigin(request, "https://panel.example.com")).toThrow(forbidden);
  });

  test("is not what reading is", () => {
    for (const method of ["GET", "HEAD"]) expect(() => assertSameOrigin(change({}, method), null)).not.toThrow();
  });
});
