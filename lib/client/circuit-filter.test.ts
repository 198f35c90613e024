import { expect, it } from "vitest";
import { filterFrom, nextLimit, searchOf } from "./circuit-filter.ts";

it("reads what a URL says and writes the same", () => {
  const filter = filterFrom(new URLSearchParams("state=open&q=pay&show=600"));
  expect(filter).toEqual({ state: "open", q: "pay", limit: 600 });
  expect(searchOf(filter)).toBe("?state=open&q=pay&show=600");
});

it("leaves out what it does not understand", () => {
  expect(filterFrom(new URLSearchParams("state=red&q=%20%00%20&show=many"))).toEqual({ limit: 100 });
  expect(searchOf({ limit: 100 })).toBe("");
});

it("never asks for more than the server gives", () => {
  expect(filterFrom(new URLSearchParams("show=99999")).limit).toBe(1000);
  expect(nextLimit({ limit: 900 })).toBe(1000);
  expect(nextLimit({ limit: 1000 })).toBeNull();
});
