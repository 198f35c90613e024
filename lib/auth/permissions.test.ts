import { describe, expect, test } from "vitest";
import { authorize, authorizeGrant, authorizePanelWide, authorizeWorkspace } from "./permissions.ts";
import { type Principal, SCOPES_OF_ROLE } from "./principal.ts";

const user = (role: "viewer" | "admin"): Principal => ({
  kind: "user",
  id: "1",
  name: "ann@example.com",
  role,
  scopes: SCOPES_OF_ROLE[role],
});
const token = (scopes: Principal["scopes"], workspaces: readonly string[] | null = null): Principal => ({
  kind: "token",
  id: "2",
  name: "token:ci",
  scopes,
  workspaces,
});
const forbidden = expect.objectContaining({ code: "forbidden" });

test.each([
  ["a viewer", user("viewer"), ["read"]],
  ["an admin", user("admin"), ["read", "execute", "admin"]],
  ["a token to read", token(["read"]), ["read"]],
  ["a token to execute", token(["execute"]), ["execute"]],
  ["a token for admins' acts alone", token(["admin"]), ["admin"]],
] as const)("%s may do what its scopes say and nothing else", (_, principal, scopes) => {
  expect(() => authorize(principal, "signed_in")).not.toThrow();
  for (const access of ["read", "execute", "admin"] as const) {
    const attempt = () => authorize(principal, access);
    if ((scopes as readonly string[]).includes(access)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(forbidden);
  }
});

test("nobody known may do nothing", () => {
  for (const access of ["read", "execute", "admin", "signed_in"] as const) {
    expect(() => authorize(null, access)).toThrow(expect.objectContaining({ code: "unauthenticated" }));
  }
});

describe("a token that is bound to workspaces", () => {
  const bound = token(["read", "execute", "admin"], ["acme", "beta"]);

  test("may name those", () => {
    for (const workspace of ["acme", "beta"]) expect(() => authorizeWorkspace(bound, workspace)).not.toThrow();
  });

  test.each(["other", "ACME", "", null, undefined])("may not name %j", (workspace) => {
    expect(() => authorizeWorkspace(bound, workspace)).toThrow(forbidden);
  });

  test("has no say in what concerns the whole panel", () => {
    expect(() => authorizePanelWide(bound)).toThrow(forbidden);
  });
});

test.each([user("viewer"), token(["read"])])("who is not bound may name any workspace, or none: %j", (principal) => {
  for (const workspace of ["acme", null]) expect(() => authorizeWorkspace(principal, workspace)).not.toThrow();
  expect(() => authorizePanelWide(principal)).not.toThrow();
});

test("nobody gives more than they have", () => {
  expect(() => authorizeGrant(user("admin"), "admin")).not.toThrow();
  expect(() => authorizeGrant(token(["admin", "read"]), ["read"])).not.toThrow();
  expect(() => authorizeGrant(token(["admin", "read"]), "viewer")).not.toThrow();
  expect(() => authorizeGrant(token(["admin"]), ["read"])).toThrow(forbidden);
  expect(() => authorizeGrant(token(["admin", "read"]), "admin")).toThrow(forbidden);
});
