import { expect, test } from "vitest";
import { MINUTE_MS } from "./minutes.ts";
import { StateChanges } from "./state-changes.ts";

const NOON = Date.UTC(2026, 0, 10, 12);
const minutesAgo = (minutes: number) => NOON - minutes * MINUTE_MS;

test("without any change on record the state has always been what it is", () => {
  expect(new StateChanges().strip("open", 0, NOON)).toBe("o".repeat(60));
});

test("a minute shows the worst of the states in it", () => {
  const changes = new StateChanges();
  changes.note("open", minutesAgo(2) + 1000);
  changes.note("half_open", minutesAgo(2) + 2000);
  changes.note("closed", minutesAgo(2) + 3000);
  expect(changes.strip("closed", 0, NOON).slice(-4)).toBe("cocc");
});

test("what came before the hour says how it began", () => {
  const changes = new StateChanges();
  changes.note("open", minutesAgo(300));
  changes.note("half_open", minutesAgo(200));
  changes.note("closed", minutesAgo(1));
  changes.forget(NOON);
  expect(changes.strip("closed", 0, NOON)).toBe(`${"h".repeat(59)}c`);
});

test("counts the openings since midnight UTC", () => {
  const changes = new StateChanges();
  changes.note("open", minutesAgo(13 * 60));
  changes.note("closed", minutesAgo(12 * 60));
  changes.note("open", minutesAgo(12 * 60));
  expect(changes.tripsToday(NOON)).toBe(1);
});

test("has nothing left to forget once the hour and the day are over", () => {
  const changes = new StateChanges();
  changes.note("open", NOON);
  changes.note("closed", NOON);
  expect(changes.forget(NOON)).toBe(true);
  expect(changes.forget(NOON + 24 * 60 * MINUTE_MS)).toBe(false);
});
