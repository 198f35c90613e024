import { expect, it } from "vitest";
import { iconAddress, iconOf, tabStateOf } from "./icon-svg.ts";

const none = { open: 0, half_open: 0, closed: 4 };

it("is well only where everything is closed, and that is known", () => {
  expect(tabStateOf(none, false)).toEqual({ kind: "well" });
  expect(tabStateOf(none, true)).toEqual({ kind: "unknown" });
  expect(tabStateOf(null, false)).toEqual({ kind: "unknown" });
});

it("tells of what is open before what is half-open", () => {
  expect(tabStateOf({ ...none, half_open: 2 }, false)).toEqual({ kind: "half_open" });
  expect(tabStateOf({ ...none, half_open: 2, open: 3 }, false)).toEqual({ kind: "open", circuits: 3 });
});

it("writes the number of open circuits, as far as there is room", () => {
  expect(iconOf({ kind: "open", circuits: 7 })).toContain(">7</text>");
  expect(iconOf({ kind: "open", circuits: 42 })).toContain(">42</text>");
  expect(iconOf({ kind: "open", circuits: 1234 })).toContain(">99</text>");
});

it("differs in outline as well as in colour", () => {
  const kinds = ["unknown", "well", "half_open"] as const;
  const icons = [...kinds.map((kind) => iconOf({ kind })), iconOf({ kind: "open", circuits: 1 })];
  const outlines = icons.map((svg) => /<(circle|rect|path d="[^"]+")/.exec(svg)?.[1]);
  const colours = icons.map((svg) => /fill="(#\w+)"\/>/.exec(svg)?.[1]);
  expect(new Set(outlines).size).toBe(4);
  expect(new Set(colours).size).toBe(4);
});

it("is an address without a character that ends one", () => {
  expect(iconAddress(iconOf({ kind: "well" }))).toMatch(/^data:image\/svg\+xml,[^#"<>\s]+$/);
});
