import { expect, it } from "vitest";
import { stripPaths, stripText } from "./strip-shape.ts";

const none = Array.from({ length: 60 }, () => 0);
const at = (minute: number, value: number) => none.with(minute, value);
const bars = (path: string) => path.split("M").length - 1;

it("draws one bar for each minute, in its state's colour", () => {
  const states = "-".repeat(10) + "c".repeat(40) + "o".repeat(7) + "h".repeat(3);
  const paths = stripPaths({ states, calls: at(12, 90), failures: at(12, 4), rejected: at(52, 8) });
  expect([paths.absent, paths.closed, paths.open, paths.halfOpen, paths.failures].map(bars)).toEqual([10, 40, 7, 3, 1]);
});

it("stays within its height", () => {
  const paths = stripPaths({ states: "c".repeat(60), calls: at(0, 1), failures: at(0, 1), rejected: none });
  const heights = [...`${paths.closed}${paths.failures}`.matchAll(/V(-?[\d.]+)/g)].map(([, y]) => Number(y));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
});

it("says the same in words", () => {
  const states = `${"c".repeat(57)}ooh`;
  expect(stripText({ states, calls: at(0, 1200), failures: at(1, 1), rejected: at(58, 30) })).toBe(
    "Last hour: open in 2 minutes, half-open in 1 minute, 1,200 calls, 1 failure, 30 calls refused",
  );
  expect(stripText({ states: "c".repeat(60), calls: none, failures: none, rejected: none })).toBe(
    "Last hour: closed throughout, 0 calls, 0 failures",
  );
});
