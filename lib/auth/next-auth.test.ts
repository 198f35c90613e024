import type { AuthOptions, CallbacksOptions } from "next-auth";
import { describe, expect, test } from "vitest";
import { nextAuthOptions } from "./next-auth.ts";
import { waitOf } from "./providers.ts";
import { claimsOf } from "./sessions.ts";
import { type House, openHouse, PASSWORD } from "./testing/house.ts";

/** What the provider answers, as next-auth asks it. */
function enter(options: AuthOptions, provider: string, sent: Record<string, string>, from = "192.0.2.7") {
  const found = options.providers.find((each) => (each.options?.id ?? each.id) === provider);
  if (found?.type !== "credentials") throw new Error(`there is no provider ${provider}`);
  const { authorize } = found.options as typeof found;
  return authorize(sent, { headers: { "x-forwarded-for": from }, body: {}, query: {}, method: "POST" });
}

function claims(options: AuthOptions, given: Partial<Parameters<CallbacksOptions["jwt"]>[0]>) {
  const { jwt } = options.callbacks as CallbacksOptions;
  return jwt({ token: {}, ...given } as Parameters<typeof jwt>[0]);
}

async function houseWithAnn(): Promise<House> {
  const house = openHouse();
  await house.addUser("ann@example.com", "admin");
  await house.addUser("bob@example.com", "admin");
  return house;
}

describe("signing in", () => {
  test("with e-mail and password makes a session of the user as it is now", async () => {
    const house = await houseWithAnn();
    const options = nextAuthOptions(house);
    const user = await enter(options, "credentials", { email: "Ann@example.com", password: PASSWORD });
    const ann = (await house.accounts.users.byEmail("ann@example.com"))!;
    expect(await claims(options, { user: user!, trigger: "signIn" })).toEqual(claimsOf(ann));
  });

  test("with a login link works once", async () => {
    const house = await houseWithAnn();
    const options = nextAuthOptions(house);
    const code = await house.accounts.loginLinks.issue("ann@example.com");
    expect(await enter(options, "once", { code })).not.toBeNull();
    expect(await enter(options, "once", { code })).toBeNull();
  });

  test("too often tells the login page, and programs, how long to wait", async () => {
    const options = nextAuthOptions(await houseWithAnn());
    const attempt = () => enter(options, "credentials", { email: "ann@example.com", password: "wrong" });
    for (let each = 0; each < 10; each++) expect(await attempt()).toBeNull();
    const error: unknown = await Promise.resolve(attempt()).catch((thrown: Error) => thrown.message);
    expect(error).toMatch(/^too_many_attempts:\d+$/);
    const answer = JSON.stringify({ url: `http://x/api/auth/error?error=${encodeURIComponent(String(error))}` });
    expect(waitOf(answer)).toBeGreaterThan(0);
    expect(waitOf(JSON.stringify({ url: "http://x/api/auth/error?error=CredentialsSignin" }))).toBeNull();
  });

  test("while the store is out says so, and no more", async () => {
    const house = await houseWithAnn();
    const options = nextAuthOptions(house);
    await house.store.close();
    const attempt = enter(options, "credentials", { email: "ann@example.com", password: PASSWORD });
    await expect(attempt).rejects.toThrow(/^store_unavailable$/);
  });
});

describe("a session", () => {
  test("goes on as it is while the user is the same", async () => {
    const house = await houseWithAnn();
    const token = { ...claimsOf((await house.accounts.users.byEmail("ann@example.com"))!), iat: 1, jti: "x" };
    const options = nextAuthOptions(house);
    const { iat: _, jti: __, ...own } = token;
    expect(await claims(options, { token })).toEqual(own);
  });

  test("cannot be given another role by whoever holds it", async () => {
    const house = await houseWithAnn();
    const token = { ...claimsOf((await house.accounts.users.byEmail("ann@example.com"))!) };
    await house.accounts.users.setRole("ann@example.com", "viewer", null);
    await expect(
      claims(nextAuthOptions(house), { token, trigger: "update", session: { role: "admin" } }),
    ).rejects.toThrow(/ended/);
  });

  test("is not ended by a store that is out", async () => {
    const house = await houseWithAnn();
    const token = { ...claimsOf((await house.accounts.users.byEmail("ann@example.com"))!) };
    await house.store.close();
    expect(await claims(nextAuthOptions(house), { token })).toEqual(token);
  });
});

test("cookies travel over TLS only, where that is how the panel is reached", () => {
  const house = openHouse();
  const secure = (publicUrl: string | null) =>
    nextAuthOptions({ ...house, settings: { ...house.settings, publicUrl } }).useSecureCookies;
  expect(secure("https://panel.example.com")).toBe(true);
  expect(secure("http://panel.example.com")).toBe(false);
  expect(secure(null)).toBe(false);
});

test.each([
  ["/circuits?state=open", "http://panel/circuits?state=open"],
  ["http://panel/circuits", "http://panel/circuits"],
  ["//evil.example/", "http://panel"],
  ["/\\evil.example", "http://panel"],
  ["https://evil.example", "http://panel"],
  ["http://panel.evil.example", "http://panel"],
  ["http://panel@evil.example", "http://panel"],
  ["javascript:alert(1)", "http://panel"],
  ["http://[", "http://panel"],
])("after signing in, %j leads to %s", async (url, target) => {
  const { redirect } = nextAuthOptions(openHouse()).callbacks as CallbacksOptions;
  expect(await redirect({ url, baseUrl: "http://panel" })).toBe(target);
});
