import { expect, it } from "vitest";
import { byName, matchesWords } from "./matching.ts";

it("finds a text by all of its words, in any order", () => {
  expect(matchesWords("dark the", "Theme: dark")).toBe(true);
  expect(matchesWords("dark light", "Theme: dark")).toBe(false);
  expect(matchesWords("  ", "Theme: dark")).toBe(true);
});

it("puts a circuit of that very name first, then what begins so, then what has it within, then the others", () => {
  const found = ["mail", "old.payments", "payments.charge", "payments"].map((circuit) => ({ circuit }));
  expect(byName(found, " Payments ").map(({ circuit }) => circuit)).toEqual([
    "payments",
    "payments.charge",
    "old.payments",
    "mail",
  ]);
});

it("leaves the server's order where names say nothing", () => {
  const found = ["b", "a", "c"].map((circuit) => ({ circuit }));
  expect(byName(found, "timeout")).toEqual(found);
});
