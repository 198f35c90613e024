import { expect, it } from "vitest";
import { ago, clock, counted, duration, milliseconds, percent, sharePercent } from "./format.ts";

it("shows a countdown in minutes and seconds, and zero only when it is reached", () => {
  expect([166, 60, 59.2, 0.1, 0, -3, 3766].map(clock)).toEqual([
    "2:46",
    "1:00",
    "1:00",
    "0:01",
    "0:00",
    "0:00",
    "1:02:46",
  ]);
});

it("says durations in at most two units", () => {
  expect([0.9, 41, 134, 3600, 3700, 532_800, 86_400].map(duration)).toEqual([
    "0 s",
    "41 s",
    "2 m 14 s",
    "1 h",
    "1 h 1 m",
    "6 d 4 h",
    "1 d",
  ]);
});

it("says how long ago in one unit", () => {
  expect([0.5, 3, 300, 7300, 200_000, -5].map(ago)).toEqual([
    "just now",
    "3 s ago",
    "5 m ago",
    "2 h ago",
    "2 d ago",
    "just now",
  ]);
});

it("never rounds a failure away", () => {
  expect([1, 0.99996, 0.961, 0].map(percent)).toEqual(["100 %", "99.9 %", "96.1 %", "0 %"]);
});

it("writes shares without decimals that say nothing", () => {
  expect([1, 0.65, 0.57, 0.075, 0.9999, 0.0004, 0].map(sharePercent)).toEqual([
    "100 %",
    "65 %",
    "57 %",
    "7.5 %",
    "99.9 %",
    "<0.1 %",
    "0 %",
  ]);
});

it("writes figures with their unit", () => {
  expect([0.4, 31.2, 1840, 30_000].map(milliseconds)).toEqual(["<1 ms", "31 ms", "1.8 s", "30 s"]);
  expect([counted(1, "circuit"), counted(1284, "circuit")]).toEqual(["1 circuit", "1,284 circuits"]);
});
