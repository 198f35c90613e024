import { expect, it } from "vitest";
import { filterFrom } from "./circuit-filter.ts";
import { isRows, layoutFrom, overviewSearchOf } from "./overview-layout.ts";

it("reads what a URL says and writes the same, beside the filter", () => {
  const query = new URLSearchParams("state=open&workspace=acme&by=node_type&sort=name&as=rows");
  const layout = layoutFrom(query);
  expect(layout).toEqual({ by: "node_type", sort: "name", as: "rows" });
  expect(overviewSearchOf(filterFrom(query), layout)).toBe(`?${query}`);
});

it("leaves out what it does not understand, and the usual", () => {
  const layout = layoutFrom(new URLSearchParams("by=colour&sort=state&as=cards"));
  expect(layout).toEqual({});
  expect(overviewSearchOf({ q: "" }, layout)).toBe("");
});

it("shows groups and what is sorted by name as rows", () => {
  expect([{}, { as: "rows" }, { by: "state" }, { sort: "name" }].map((each) => isRows(each as never))).toEqual([
    false,
    true,
    true,
    true,
  ]);
});
