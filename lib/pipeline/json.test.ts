import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, isJson } from "./json.ts";

test("equal JSON has equal text, whatever the order of its properties", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
    }),
  );
});

test("different JSON has different text: it can be read back", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value) ?? "")).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("an absent property is like one that is undefined", () => {
  expect(canonicalJson({ a: 1, b: undefined })).toBe(canonicalJson({ a: 1 }));
});

test("keeps a property that is called __proto__", () => {
  expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
});

test.each([
  ["a date", new Date(0)],
  ["NaN", [Number.NaN]],
  ["undefined in a list", [undefined]],
  ["a big integer", 1n],
  ["a function", { toJSON: () => 1 }],
  ["a map", new Map()],
])("%s is not plain JSON", (_, value) => {
  expect(isJson(value)).toBe(false);
  expect(canonicalJson(value)).toBeNull();
});

test("what is nested without end, or thousands of times, is not plain JSON", () => {
  const ring: unknown[] = [];
  ring.push(ring);
  expect(isJson(ring)).toBe(false);
  expect(isJson(JSON.parse("[".repeat(5000) + "]".repeat(5000)))).toBe(false);
});

function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, reversed(item)]),
  );
}
