import { expect, test } from "vitest";
import { SCOPES_OF_ROLE } from "../../auth/principal.ts";
import { claimsOf } from "../../auth/sessions.ts";
import { signInWithPassword } from "../../auth/sign-in.ts";
import { type House, openHouse, PASSWORD } from "../../auth/testing/house.ts";
import type { User } from "../../auth/users.ts";
import type { Caller } from "../context.ts";
import { changePassword } from "./change-password.ts";

const NEW = "a quite different sentence";

const callerOf = ({ id, email, role }: User): Caller => ({
  principal: { kind: "user", id, name: email, role, scopes: SCOPES_OF_ROLE[role] },
  requestId: "r",
});
const enter = ({ accounts }: House, password: string) =>
  signInWithPassword(accounts, { email: "vic@example.com", password }, "192.0.2.7");

test("anybody changes their own; all of their sessions end, and only theirs", async () => {
  const house = openHouse();
  const ann = await house.addUser("ann@example.com", "admin");
  const vic = await house.addUser("vic@example.com", "viewer");
  await changePassword(house, callerOf(vic), { current_password: PASSWORD, new_password: NEW });
  expect(await house.accounts.users.bySession(claimsOf(vic))).toBeNull();
  expect(await house.accounts.users.bySession(claimsOf(ann))).not.toBeNull();
  expect((await house.events())[0]).toMatchObject({ kind: "password_changed", actor: "vic@example.com" });
  expect(await enter(house, PASSWORD)).toBeNull();
  expect(await enter(house, NEW)).not.toBeNull();
});

test("without the current one nothing changes, and the attempt is in the log", async () => {
  const house = openHouse();
  const vic = await house.addUser("vic@example.com", "viewer");
  const attempt = changePassword(house, callerOf(vic), { current_password: "wrong", new_password: NEW });
  await expect(attempt).rejects.toMatchObject({
    code: "invalid_request",
    errors: [{ field: "current_password", message: "is not your password" }],
  });
  expect((await house.events())[0]).toMatchObject({ kind: "refused", actor: "vic@example.com" });
  expect(await house.accounts.users.bySession(claimsOf(vic))).not.toBeNull();
});

test("who has taken over a session cannot guess the password for ever", async () => {
  const house = openHouse();
  const caller = callerOf(await house.addUser("vic@example.com", "viewer"));
  const guess = () => changePassword(house, caller, { current_password: "wrong", new_password: NEW });
  for (let each = 0; each < 10; each++) await expect(guess()).rejects.toMatchObject({ code: "invalid_request" });
  await expect(guess()).rejects.toMatchObject({ code: "too_many_attempts", retryAfter: expect.any(Number) });
});

test("a token has none to change", async () => {
  const house = openHouse();
  const principal = { kind: "token", id: "1", name: "token:ci", scopes: ["admin"], workspaces: null } as const;
  const attempt = changePassword(
    house,
    { principal, requestId: "r" },
    { current_password: PASSWORD, new_password: NEW },
  );
  await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
});
