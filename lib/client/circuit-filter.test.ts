import { expect, it } from "vitest";
import { filterFrom, isFiltered, PAGE, searchOf } from "./circuit-filter.ts";

it.each([
  ["state=open&q=pay", { state: "open", q: "pay" }],
  ["node_type=mail&workspace=acme%3Aeu", { node_type: "mail", workspace: "acme:eu" }],
  ["no_workspace=true", { no_workspace: "true" }],
])("reads what a URL says and writes the same: %s", (query, matching) => {
  const filter = filterFrom(new URLSearchParams(query));
  expect(filter).toEqual({ ...matching, limit: PAGE });
  expect(searchOf(filter)).toBe(`?${query}`);
  expect(isFiltered(filter)).toBe(true);
});

it("leaves out what it does not understand", () => {
  const query = "state=red&q=%20%00%20&show=many&node_type=-x&workspace=a%20b&no_workspace=no";
  const filter = filterFrom(new URLSearchParams(query));
  expect(filter).toEqual({ limit: PAGE });
  expect(searchOf(filter)).toBe("");
  expect(isFiltered(filter)).toBe(false);
});
