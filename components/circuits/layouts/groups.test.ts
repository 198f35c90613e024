import { expect, it } from "vitest";
import { inOrder, nameOf, withinGroup } from "./groups.ts";

it("asks for the circuits of a group within those that match", () => {
  const filter = { q: "pay", state: "open" } as const;
  expect(withinGroup("node_type", { group: "mail" }, filter)).toEqual({ ...filter, node_type: "mail" });
  expect(withinGroup("workspace", { group: "acme" }, filter)).toEqual({ ...filter, workspace: "acme" });
  expect(withinGroup("workspace", { group: null }, filter)).toEqual({ ...filter, no_workspace: "true" });
  expect(withinGroup("state", { group: "half_open" }, { q: "pay" })).toEqual({ q: "pay", state: "half_open" });
});

it("names a group by what its circuits share", () => {
  expect(nameOf("state", { group: "half_open" })).toBe("Half-open");
  expect(nameOf("workspace", { group: null })).toBe("No workspace");
  expect(nameOf("node_type", { group: "mail" })).toBe("mail");
});

it("keeps the order that groups had, the new ones last", () => {
  const names = (...groups: (string | null)[]) => groups.map((group) => ({ group }));
  expect(inOrder(names("new", "c", null, "a"), names("a", null, "gone", "c"))).toEqual(names("a", null, "c", "new"));
});
