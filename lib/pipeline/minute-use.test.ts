import { expect, test } from "vitest";
import { MinuteUse } from "./minute-use.ts";

const ALONE = { size: 1, rank: 0 };
const THREE = { size: 3, rank: 0 };
const NOON = Date.UTC(2026, 0, 10, 12, 0, 0);

/** Asks this often, and counts what is allowed. */
function ask(use: MinuteUse, times: number, limit: number, now: number): number {
  let allowed = 0;
  for (let time = 0; time < times; time += 1) if (use.consume(limit, now) === null) allowed += 1;
  return allowed;
}

test("allows as many executions in a minute as the limit says, and says how long the minute still lasts", () => {
  const use = new MinuteUse(ALONE, false);
  expect(ask(use, 2, 2, NOON + 17_000)).toBe(2);
  expect(use.consume(2, NOON + 17_000)).toBe(60);
  expect(use.consume(2, NOON + 76_999)).toBe(1);
  expect(use.consume(2, NOON + 77_000)).toBeNull();
});

test("windows that processes share are the minutes of the clock", () => {
  const use = new MinuteUse(ALONE, true);
  expect(ask(use, 1, 1, NOON + 17_000)).toBe(1);
  expect(use.consume(1, NOON + 17_001)).toBe(43);
  expect(use.consume(1, NOON + 60_000)).toBeNull();
});

test("another limit counts at once, and what was refused does not count against it", () => {
  const use = new MinuteUse(ALONE, false);
  expect(ask(use, 6, 1, NOON)).toBe(1);
  expect(ask(use, 2, 2, NOON)).toBe(1);
  expect(ask(use, 1, 1, NOON)).toBe(0);
});

test("a clock that is set back makes nobody wait longer than a minute", () => {
  const use = new MinuteUse(ALONE, false);
  ask(use, 1, 1, NOON);
  expect(use.consume(1, NOON - 3_600_000)).toBeNull();
  expect(use.consume(1, NOON - 3_600_000)).toBe(60);
});

test("where a share is used up it is worth asking again when shares may have moved", () => {
  const use = new MinuteUse(THREE, true);
  expect(ask(use, 3, 7, NOON)).toBe(3);
  expect(use.consume(7, NOON + 10_000)).toBe(5);
  expect(use.consume(7, NOON + 57_500)).toBe(3);
});

test("the need is what was asked for in this minute or the last, and is over once nobody asks", () => {
  const use = new MinuteUse(THREE, true);
  ask(use, 8, 12, NOON);
  expect(use.announce(12, NOON + 1000)[0]).toBe(8);
  ask(use, 1, 12, NOON + 61_000);
  expect(use.announce(12, NOON + 62_000)[0]).toBe(8);
  expect(use.announce(12, NOON + 122_000)[0]).toBe(1);
  expect(use.announce(12, NOON + 182_000)[0]).toBe(0);
});

test("what was used is claimed until the minute is over, whoever else needs it", () => {
  const use = new MinuteUse(THREE, true);
  ask(use, 4, 12, NOON);
  use.share.hear({ needs: [6, 6], claim: 4 });
  expect(use.announce(6, NOON + 1000)).toEqual([4, 4]);
  expect(use.announce(6, NOON + 60_000)).toEqual([4, 2]);
});
