import { expect, it } from "vitest";
import { filterFrom, PAGE, searchOf } from "./circuit-filter.ts";

it("reads what a URL says and writes the same", () => {
  const filter = filterFrom(new URLSearchParams("state=open&q=pay"));
  expect(filter).toEqual({ state: "open", q: "pay", limit: PAGE });
  expect(searchOf(filter)).toBe("?state=open&q=pay");
});

it("leaves out what it does not understand", () => {
  expect(filterFrom(new URLSearchParams("state=red&q=%20%00%20&show=many"))).toEqual({ limit: PAGE });
  expect(searchOf({ limit: PAGE })).toBe("");
});
