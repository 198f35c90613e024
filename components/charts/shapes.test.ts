import { expect, test } from "vitest";
import { barsPath, linePath, roundUp } from "./shapes.ts";

test("bars stand on what is below them, and there is none for nothing", () => {
  expect(barsPath([5, 0], [0, 0], 10)).toBe("M0 100v-50h400v50z");
  expect(barsPath([5, 5], [5, 0], 10)).toBe("M0 50v-50h400v50zM500 100v-50h400v50z");
});

test("a line is broken where nothing is known, and what is alone is a dash", () => {
  expect(linePath([0, 10, null, 10], 10)).toBe("M125 100L375 0M791.7 0h166.7");
  expect(linePath([null, null], 10)).toBe("");
});

test.each([
  [0, 1],
  [1, 1],
  [1.2, 2],
  [4, 5],
  [700, 1000],
  [0.3, 0.5],
])("a scale for %d reaches up to %d", (value, top) => {
  expect(roundUp(value)).toBeCloseTo(top);
});
