import { argon2Sync } from "node:crypto";
import { expect, test } from "vitest";
import { generatePassword, hashPassword, verifyPassword } from "./passwords.ts";

test("a hash is argon2id with 19 MiB, two passes and one lane, as a PHC string with its own salt", async () => {
  const hash = await hashPassword("correct horse");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await hashPassword("correct horse")).not.toBe(hash);
});

test("the right password is told from any other", async () => {
  const hash = await hashPassword("correct horse");
  expect(await verifyPassword("correct horse", hash)).toBe(true);
  for (const wrong of ["", "correct horse ", "Correct horse"]) expect(await verifyPassword(wrong, hash)).toBe(false);
});

test("a password is the same in whichever code points a keyboard sends it", async () => {
  expect(await verifyPassword("caf\u0065\u0301", await hashPassword("caf\u00e9"))).toBe(true);
});

test("a hash of another cost is verified by its own", async () => {
  const nonce = Buffer.from("0123456789abcdef");
  const tag = argon2Sync("argon2id", { message: "old", nonce, parallelism: 2, tagLength: 16, memory: 64, passes: 3 });
  const text = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  const hash = `$argon2id$v=19$m=64,t=3,p=2$${text(nonce)}$${text(tag)}`;
  expect(await verifyPassword("old", hash)).toBe(true);
  expect(await verifyPassword("new", hash)).toBe(false);
});

test("nobody's hash matches nothing, and what is no hash is an error", async () => {
  expect(await verifyPassword("", null)).toBe(false);
  await expect(verifyPassword("x", "plain")).rejects.toThrow(/not an argon2id/);
});

test("a generated password is long, and never the same", () => {
  const passwords = new Set(Array.from({ length: 100 }, generatePassword));
  expect(passwords.size).toBe(100);
  for (const password of passwords) expect(password).toMatch(/^[A-Za-z0-9_-]{24}$/);
});
