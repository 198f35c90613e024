import { expect, it } from "vitest";
import { readKey, shortcutGroups } from "./shortcuts.ts";

it("acts on a single key at once", () => {
  expect(readKey([], "j")).toEqual({ act: "next", pending: [] });
});

it("waits for the second key of a sequence", () => {
  const first = readKey([], "g");
  expect(first).toEqual({ act: null, pending: ["g"] });
  expect(readKey(first.pending, "e")).toEqual({ act: { goTo: "/events" }, pending: [] });
});

it("begins anew with a key that does not go on", () => {
  expect(readKey(["g"], "p")).toEqual({ act: "pause", pending: [] });
  expect(readKey(["g"], "g")).toEqual({ act: null, pending: ["g"] });
  expect(readKey(["g"], "x")).toEqual({ act: null, pending: [] });
});

it("has no shortcut that another one hides", () => {
  const shortcuts = shortcutGroups.flatMap((group) => group.shortcuts);
  for (const { keys, act } of shortcuts) {
    const reading = keys.reduce((before, key) => readKey(before.pending, key), readKey([], "Escape"));
    expect(reading.act, keys.join(" ")).toEqual(act);
  }
});
