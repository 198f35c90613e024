import { expect, it } from "vitest";
import { wallFilterFrom, wallSearchOf, wallThemeFrom } from "./wall-view.ts";

const query = (text: string) => new URLSearchParams(text);

it("is about what a search finds, in whatever state", () => {
  expect(wallFilterFrom(query("q=+payments+&state=closed&show=900"))).toEqual({ q: "payments", limit: 100 });
  expect(wallFilterFrom(query(""))).toEqual({ limit: 100 });
});

it("is dark unless asked otherwise", () => {
  expect(wallThemeFrom(query(""))).toBe("dark");
  expect(wallThemeFrom(query("theme=neon"))).toBe("dark");
  expect(wallThemeFrom(query("theme=light"))).toBe("light");
});

it("writes an address that says the same", () => {
  expect(wallSearchOf({ theme: "dark" })).toBe("");
  expect(wallSearchOf({ q: "a&b", theme: "light" })).toBe("?q=a%26b&theme=light");
});
