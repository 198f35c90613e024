import { describe, expect, test } from "vitest";
import { signInWithCode, signInWithPassword } from "./sign-in.ts";
import { openHouse, PASSWORD } from "./testing/house.ts";

const FROM = "192.0.2.7";

describe("with a password", () => {
  test("the user gets in, by the address in any case; it is noted and in the log", async () => {
    const house = openHouse();
    await house.addUser("ann@example.com", "viewer");
    house.pass(1000);
    const user = await signInWithPassword(house.accounts, { email: " ANN@example.com", password: PASSWORD }, FROM);
    expect(user).toMatchObject({ email: "ann@example.com", role: "viewer" });
    expect((await house.accounts.users.byEmail("ann@example.com"))?.last_login_at).toBe(house.now());
    expect((await house.events())[0]).toMatchObject({
      kind: "signed_in",
      actor: "ann@example.com",
      at: house.now(),
      details: { method: "password", address: FROM },
    });
  });

  test.each([
    ["a wrong password", { email: "ann@example.com", password: "wrong" }, "ann@example.com"],
    ["nobody's address", { email: "eve@example.com", password: PASSWORD }, "eve@example.com"],
    ["a list of addresses", { email: "ann@example.com,eve@example.com", password: PASSWORD }, null],
    ["the store's own names", { email: "admins", password: PASSWORD }, null],
    ["nothing", { email: undefined, password: undefined }, null],
    ["objects", { email: { $ne: "" }, password: ["x"] }, null],
    ["a megabyte", { email: "ann@example.com", password: "x".repeat(1_000_000) }, "ann@example.com"],
  ])("%s is refused, and in the log without the password", async (_, credentials, email) => {
    const house = openHouse();
    await house.addUser("ann@example.com", "admin");
    expect(await signInWithPassword(house.accounts, credentials, FROM)).toBeNull();
    const [event] = await house.events();
    expect(event).toMatchObject({ kind: "refused", actor: null, details: { what: "sign_in", email, address: FROM } });
    expect(Object.keys(event?.details ?? {})).toEqual(["what", "method", "email", "address"]);
  });

  test("the tenth wrong one is the last for a while; then even the right one has to wait", async () => {
    const house = openHouse();
    await house.addUser("ann@example.com", "admin");
    const attempt = (password: string) =>
      signInWithPassword(house.accounts, { email: "ann@example.com", password }, FROM);
    await Promise.all(Array.from({ length: 10 }, () => attempt("wrong")));
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: "too_many_attempts" });
    expect((await house.events()).filter(({ kind }) => kind === "refused")).toHaveLength(10);
  });
});

describe("with a code", () => {
  test("the user gets in once", async () => {
    const house = openHouse();
    await house.addUser("ann@example.com", "admin");
    const code = await house.accounts.loginLinks.issue("ann@example.com");
    expect(await signInWithCode(house.accounts, code, FROM)).toMatchObject({ email: "ann@example.com", role: "admin" });
    expect((await house.events())[0]).toMatchObject({ kind: "signed_in", details: { method: "login_link" } });
    expect(await signInWithCode(house.accounts, code, FROM)).toBeNull();
    expect((await house.events())[0]).toMatchObject({ kind: "refused" });
  });

  test("nobody gets in for a user who is gone, or with what is no code", async () => {
    const house = openHouse();
    const code = await house.accounts.loginLinks.issue("gone@example.com");
    for (const sent of [code, "x", undefined, {}]) expect(await signInWithCode(house.accounts, sent, FROM)).toBeNull();
  });
});
