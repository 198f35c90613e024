import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureFirstAdmin } from "./first-admin.ts";
import { signInWithPassword } from "./sign-in.ts";
import { type House, openHouse, PASSWORD } from "./testing/house.ts";

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "panel-admin-"));
  dataDir = join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true }));

const signIn = ({ accounts }: House, email: string, password: string) =>
  signInWithPassword(accounts, { email, password }, "192.0.2.7");

test("the first start makes an admin, whose generated password is in a file for its owner only", async () => {
  const house = openHouse();
  const made = await ensureFirstAdmin({ accounts: house.accounts, dataDir });
  const passwordFile = join(dataDir, "admin-password");
  expect(made).toEqual({ email: "admin@panel.local", passwordFile });
  expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
  const password = readFileSync(passwordFile, "utf8").trim();
  expect(password.length).toBeGreaterThanOrEqual(24);
  expect(await signIn(house, "admin@panel.local", password)).toMatchObject({ role: "admin" });
  expect(JSON.stringify(await house.events())).not.toContain(password);
});

test("the next start makes none, and leaves the file alone", async () => {
  const { accounts } = openHouse();
  await ensureFirstAdmin({ accounts, dataDir });
  const password = readFileSync(join(dataDir, "admin-password"), "utf8");
  expect(await ensureFirstAdmin({ accounts, dataDir, email: "bob@example.com", password: PASSWORD })).toBeNull();
  expect(readFileSync(join(dataDir, "admin-password"), "utf8")).toBe(password);
  expect(await accounts.users.list()).toHaveLength(1);
});

test("a given password is used, and written nowhere", async () => {
  const house = openHouse();
  const given = { email: "ann@example.com", password: PASSWORD };
  const made = await ensureFirstAdmin({ accounts: house.accounts, dataDir, ...given });
  expect(made).toEqual({ email: "ann@example.com", passwordFile: null });
  expect(readdirSync(folder)).toEqual([]);
  expect(await signIn(house, "ann@example.com", PASSWORD)).toMatchObject({ role: "admin" });
});

test("a first start that ended in the middle is completed by the next", async () => {
  const house = openHouse();
  await house.addUser("admin@panel.local", "viewer");
  const made = await ensureFirstAdmin({ accounts: house.accounts, dataDir });
  const password = readFileSync(made?.passwordFile ?? "", "utf8").trim();
  expect(await signIn(house, "admin@panel.local", password)).toMatchObject({ role: "admin" });
});

test("two that start on the same store make one admin, with the password of the file that is left", async () => {
  const house = openHouse();
  const folders = [join(folder, "one"), join(folder, "two")];
  const made = await Promise.all(folders.map((each) => ensureFirstAdmin({ accounts: house.accounts, dataDir: each })));
  expect(made.filter((each) => each !== null)).toHaveLength(1);
  expect(folders.flatMap((each) => readdirSync(each))).toEqual(["admin-password"]);
  expect(await house.accounts.users.list()).toMatchObject([{ role: "admin" }]);
});
