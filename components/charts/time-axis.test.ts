import { expect, test } from "vitest";
import { placeIn, ticksOf, utcMoment } from "./time-axis.ts";

const NOON = new Date(2026, 0, 10, 12, 0, 0).getTime();
const HOUR = 3_600_000;

test("an instant has its place, and what is outside lies at the edge", () => {
  const period = { from: NOON, until: NOON + HOUR };
  expect([NOON - 1, NOON, NOON + HOUR / 4, NOON + 2 * HOUR].map((at) => placeIn(period, at))).toEqual([0, 0, 0.25, 1]);
});

test("an hour is read by ten minutes, a day by four hours, a week by days, of the reader's clock", () => {
  const labels = (from: number) => ticksOf({ from, until: NOON + 60_000 }).map(({ label }) => label);
  expect(labels(NOON - HOUR)).toEqual(["11:00", "11:10", "11:20", "11:30", "11:40", "11:50", "12:00"]);
  expect(labels(NOON - 24 * HOUR)).toEqual(["12:00", "16:00", "20:00", "00:00", "04:00", "08:00", "12:00"]);
  expect(labels(NOON - 48.5 * HOUR)).toEqual(
    ["Fri, 9 Jan", "Sat, 10 Jan"].map((each) => expect.stringContaining(each.slice(5))),
  );
});

test("a moment of UTC has its day where that is not today", () => {
  const at = Date.UTC(2026, 0, 10, 13, 2, 11);
  expect(utcMoment(at, at + HOUR)).toBe("13:02:11 UTC");
  expect(utcMoment(at, at + 24 * HOUR)).toBe("2026-01-10 13:02:11 UTC");
});
