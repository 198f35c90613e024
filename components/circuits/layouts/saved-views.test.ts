import { expect, it } from "vitest";
import { MOST_VIEWS, viewsFrom } from "./saved-views.ts";

const view = { name: "Payments", search: "?q=pay" };

it("reads the views that were kept", () => {
  const all = { name: "All", search: "" };
  expect(viewsFrom(JSON.stringify([view, all]))).toEqual([view, all]);
});

it.each([null, "", "{", "7", "null", '{"name":"x"}'])("reads no view from %s", (text) => {
  expect(viewsFrom(text)).toEqual([]);
});

it("leaves out what is no view, and what would lead elsewhere", () => {
  const kept = [null, { name: "", search: "" }, { name: "x" }, { name: "x", search: "//evil.example" }, view];
  expect(viewsFrom(JSON.stringify(kept))).toEqual([view]);
});

it("keeps no more than can be found again", () => {
  expect(viewsFrom(JSON.stringify(Array.from({ length: 50 }, () => view)))).toHaveLength(MOST_VIEWS);
});
