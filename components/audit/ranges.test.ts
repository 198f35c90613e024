import { expect, it } from "vitest";
import { fieldOf, momentOf, rangeOf } from "./ranges.ts";

it("knows which range a filter is", () => {
  expect([
    rangeOf({}),
    rangeOf({ since: "7d" }),
    rangeOf({ since: "9d" }),
    rangeOf({ since: "7d", until: "1d" }),
  ]).toEqual(["any", "7d", "between", "between"]);
});

it("gives a field back as it was filled in, in any time zone", () => {
  expect(fieldOf(momentOf("2026-07-01T23:30"))).toBe("2026-07-01T23:30");
  expect([momentOf(""), fieldOf("7d"), fieldOf(undefined)]).toEqual([undefined, "", ""]);
});
