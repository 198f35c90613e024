import { expect, test } from "vitest";
import { tokenRequestOf } from "./token-request.ts";

function form(fields: readonly (readonly [string, string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test("a filled-in form asks for what it says", () => {
  const given = form([
    ["name", "ci"],
    ["scopes", "execute"],
    ["scopes", "read"],
    ["workspaces", "acme, beta\n gamma"],
    ["expires_in_days", "90"],
  ]);
  expect(tokenRequestOf(given)).toEqual({
    name: "ci",
    scopes: ["read", "execute"],
    workspaces: ["acme", "beta", "gamma"],
    expires_in_days: 90,
  });
});

test("blank is not bound, and does not expire; that no scope is chosen is the API's to refuse", () => {
  const given = form([
    ["name", ""],
    ["workspaces", " "],
    ["expires_in_days", ""],
  ]);
  expect(tokenRequestOf(given)).toEqual({ name: "", scopes: [], workspaces: null, expires_in_days: null });
});
