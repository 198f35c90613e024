import { describe, expect, test } from "vitest";
import { type Principal, SCOPES_OF_ROLE } from "../../auth/principal.ts";
import { signInWithPassword } from "../../auth/sign-in.ts";
import { type House, openHouse, PASSWORD } from "../../auth/testing/house.ts";
import { meReply, userReply, usersReply } from "../../contracts/account.ts";
import type { Caller } from "../context.ts";
import { createUser } from "./create-user.ts";
import { deleteUser } from "./delete-user.ts";
import { listUsers } from "./list-users.ts";
import { showMe } from "./show-me.ts";
import { updateUser } from "./update-user.ts";

const as = (principal: Principal): Caller => ({ principal, requestId: "r" });
const admin = as({ kind: "user", id: "1", name: "ann@example.com", role: "admin", scopes: SCOPES_OF_ROLE.admin });
const viewer = as({ kind: "user", id: "2", name: "vic@example.com", role: "viewer", scopes: SCOPES_OF_ROLE.viewer });
const token = (scopes: Principal["scopes"], workspaces: readonly string[] | null = null) =>
  as({ kind: "token", id: "3", name: "token:ci", scopes, workspaces });
const BOB = { email: "bob@example.com", role: "viewer" } as const;
const forbidden = { code: "forbidden" };

const enter = ({ accounts }: House, email: string, password: string | null) =>
  signInWithPassword(accounts, { email, password }, "192.0.2.7");

describe("an admin", () => {
  test("adds a user, whose generated password is answered once and works", async () => {
    const house = openHouse();
    const reply = await createUser(house, admin, BOB);
    expect(userReply.parse(reply)).toEqual(reply);
    expect(await enter(house, BOB.email, reply.password)).toMatchObject({ role: "viewer" });
    expect(JSON.stringify(await house.events())).not.toContain(reply.password);
    expect((await house.events()).at(-1)).toMatchObject({
      kind: "user_created",
      actor: "ann@example.com",
      details: { user: BOB.email, role: "viewer" },
    });
  });

  test("adds a user with a given password, which is not repeated", async () => {
    const house = openHouse();
    const { password } = await createUser(house, admin, { ...BOB, password: PASSWORD });
    expect(password).toBeNull();
    expect(await enter(house, BOB.email, PASSWORD)).not.toBeNull();
  });

  test("sees all users, and no hash", async () => {
    const house = openHouse();
    await house.addUser("bob@example.com", "viewer");
    await house.addUser("ann@example.com", "admin");
    const reply = await listUsers(house, admin);
    expect(
      usersReply
        .strict()
        .parse(reply)
        .users.map(({ email }) => email),
    ).toEqual(["ann@example.com", "bob@example.com"]);
    expect(JSON.stringify(reply)).not.toContain("argon2");
  });

  test("changes a role; the log says from what to what", async () => {
    const house = openHouse();
    const { id } = await house.addUser("bob@example.com", "viewer");
    const reply = await updateUser(house, admin, { id, role: "admin" });
    expect(userReply.parse(reply)).toMatchObject({ user: { role: "admin" }, password: null });
    expect((await house.events())[0]).toMatchObject({
      kind: "user_changed",
      details: { user: "bob@example.com", role: "admin", previous_role: "viewer" },
    });
  });

  test("gives a new password, and the old one is over", async () => {
    const house = openHouse();
    const { id } = await house.addUser("bob@example.com", "viewer");
    const { password } = await updateUser(house, admin, { id, reset_password: true });
    expect(await enter(house, BOB.email, PASSWORD)).toBeNull();
    expect(await enter(house, BOB.email, password)).not.toBeNull();
    expect(JSON.stringify(await house.events())).not.toContain(password);
  });

  test("changes nothing by asking for nothing, or for what is", async () => {
    const house = openHouse();
    const { id, session_version } = await house.addUser("bob@example.com", "viewer");
    const events = await house.events();
    await updateUser(house, admin, { id });
    await updateUser(house, admin, { id, role: "viewer" });
    expect(await house.accounts.users.byId(id)).toMatchObject({ session_version });
    expect(await house.events()).toEqual(events);
  });

  test("removes a user, but not the last admin", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    const bob = await house.addUser("bob@example.com", "viewer");
    expect(await deleteUser(house, admin, bob)).toEqual({ status: "success" });
    expect((await house.events())[0]).toMatchObject({ kind: "user_deleted", details: { user: "bob@example.com" } });
    await expect(deleteUser(house, admin, ann)).rejects.toMatchObject({ code: "conflict" });
    await expect(updateUser(house, admin, { id: ann.id, role: "viewer" })).rejects.toMatchObject({ code: "conflict" });
    await expect(deleteUser(house, admin, bob)).rejects.toMatchObject({ code: "not_found" });
  });
});

const notAdmins: readonly [string, Caller][] = [
  ["a viewer", viewer],
  ["a token without `admin`", token(["read", "execute"])],
  ["a token that is bound to workspaces", token(["read", "execute", "admin"], ["acme"])],
];

test.each(notAdmins)("%s has no say over users", async (_, caller) => {
  const house = openHouse();
  const { id } = await house.addUser("bob@example.com", "viewer");
  await expect(listUsers(house, caller)).rejects.toMatchObject(forbidden);
  await expect(createUser(house, caller, BOB)).rejects.toMatchObject(forbidden);
  await expect(updateUser(house, caller, { id, role: "admin" })).rejects.toMatchObject(forbidden);
  await expect(updateUser(house, caller, { id, reset_password: true })).rejects.toMatchObject(forbidden);
  await expect(deleteUser(house, caller, { id })).rejects.toMatchObject(forbidden);
});

test("a token for admins' acts alone makes nobody who may do more than itself", async () => {
  const house = openHouse();
  const { id } = await house.addUser("ann@example.com", "admin");
  const caller = token(["admin"]);
  await expect(createUser(house, caller, { ...BOB, role: "admin" })).rejects.toMatchObject(forbidden);
  await expect(updateUser(house, caller, { id, reset_password: true })).rejects.toMatchObject(forbidden);
  expect(await listUsers(house, caller)).toMatchObject({ users: [{ id }] });
});

test("everybody may ask who they are", () => {
  expect(meReply.parse(showMe(viewer))).toEqual({
    kind: "user",
    name: "vic@example.com",
    role: "viewer",
    scopes: ["read"],
  });
  expect(showMe(token(["execute"]))).toEqual({ kind: "token", name: "token:ci", role: null, scopes: ["execute"] });
});
