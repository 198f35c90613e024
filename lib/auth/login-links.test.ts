import { expect, test } from "vitest";
import { loginUrl } from "./login-links.ts";
import { openHouse } from "./testing/house.ts";

const TEN_MINUTES = 600_000;

test("a code names whom it was issued for, once", async () => {
  const { loginLinks } = openHouse().accounts;
  const code = await loginLinks.issue("ann@example.com");
  expect(code).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await loginLinks.redeem(code)).toBe("ann@example.com");
  expect(await loginLinks.redeem(code)).toBeNull();
});

test("of many who use a code at the same time, one gets in", async () => {
  const { loginLinks } = openHouse().accounts;
  const code = await loginLinks.issue("ann@example.com");
  const answers = await Promise.all(Array.from({ length: 10 }, () => loginLinks.redeem(code)));
  expect(answers.filter((answer) => answer !== null)).toEqual(["ann@example.com"]);
});

test("a code ends after ten minutes, and is cleared away when the next is issued", async () => {
  const house = openHouse();
  const code = await house.accounts.loginLinks.issue("ann@example.com");
  house.pass(TEN_MINUTES);
  expect(await house.accounts.loginLinks.redeem(code)).toBeNull();
  await house.accounts.loginLinks.issue("ann@example.com");
  house.pass(TEN_MINUTES);
  await house.accounts.loginLinks.issue("ann@example.com");
  expect(await house.store.load("tokens")).toHaveLength(1);
});

test("what is no code is nobody's", async () => {
  const { loginLinks } = openHouse().accounts;
  await loginLinks.issue("ann@example.com");
  for (const code of ["", "x", "A".repeat(43), "A".repeat(1_000_000)]) expect(await loginLinks.redeem(code)).toBeNull();
});

test("the code itself is not kept", async () => {
  const house = openHouse();
  const code = await house.accounts.loginLinks.issue("ann@example.com");
  expect(JSON.stringify(await house.store.load("tokens"))).not.toContain(code);
});

test.each([
  [{ publicUrl: "https://panel.example.com", host: "127.0.0.1" }, "https://panel.example.com/login?once=abc"],
  [{ publicUrl: null, host: "127.0.0.1" }, "http://127.0.0.1:3000/login?once=abc"],
  [{ publicUrl: null, host: "::1" }, "http://[::1]:3000/login?once=abc"],
  [{ publicUrl: null, host: "0.0.0.0" }, "http://localhost:3000/login?once=abc"],
])("a link for %j leads to the login page", (place, url) => {
  expect(loginUrl({ ...place, port: 3000 }, "abc")).toBe(url);
});
