import { expect, it } from "vitest";
import { safePath } from "./safe-path.ts";

it("follows a path of this panel", () => {
  expect(safePath("/events?kind=opened#3")).toBe("/events?kind=opened#3");
});

it.each([
  null,
  "",
  "events",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "/login",
])("goes to the overview instead of %j", (wanted) => {
  expect(safePath(wanted)).toBe("/");
});
