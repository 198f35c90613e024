import { expect, test } from "vitest";
import { cacheKey, ResultCache } from "./result-cache.ts";
import { HandClock } from "./testkit.ts";

test("forgets what was used longest ago where the bytes are used up", () => {
  const results = new ResultCache(new HandClock(), 16_000);
  for (let entry = 0; entry < 20; entry += 1) {
    results.set(`key-${entry}`, JSON.stringify("x".repeat(400)), 60);
    results.get("key-0", 60);
  }
  expect(results.get("key-0", 60)).not.toBeNull();
  expect(results.get("key-1", 60)).toBeNull();
  expect(results.get("key-19", 60)).not.toBeNull();
});

test("does not keep one output that would push out many others", () => {
  const results = new ResultCache(new HandClock(), 16_000);
  results.set("small", "1", 60);
  results.set("large", JSON.stringify("x".repeat(4000)), 60);
  expect(results.get("large", 60)).toBeNull();
  expect(results.get("small", 60)).toMatchObject({ output: 1 });
});

test("keys tell apart what only looks alike when joined", () => {
  const keys = [["a", "b"], ["ab", ""], ["a", null, "b"], ["a", "null", "b"], ["a,b"]].map(cacheKey);
  expect(new Set(keys).size).toBe(keys.length);
});
