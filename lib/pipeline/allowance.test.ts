import { describe, expect, test } from "vitest";
import { allowance, dividedShare, fairShare } from "./allowance.ts";

const ranks = (size: number) => Array.from({ length: size }, (_, rank) => ({ size, rank }));
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

test.each([
  [60, 1],
  [60, 7],
  [5, 3],
  [5, 10],
])("fair shares of %i for %i processes are the limit together, and differ by one at the most", (limit, size) => {
  const shares = ranks(size).map((crew) => fairShare(limit, crew));
  expect(sum(shares)).toBe(limit);
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
});

describe("a divided share", () => {
  test.each([
    { limit: 60, need: 3, others: [], share: 3 },
    { limit: 60, need: 0, others: [20], share: 0 },
    { limit: 60, need: 60, others: [0, 0], share: 60 },
    { limit: 60, need: 60, others: [60, 60], share: 20 },
    { limit: 60, need: 60, others: [10], share: 50 },
    { limit: 60, need: 10, others: [60], share: 10 },
    { limit: 60, need: 20, others: [20], share: 20 },
    { limit: 60, need: 60, others: [5, 60, 25], share: 18 },
  ])("of $limit where $need are needed here, and $others elsewhere, is $share", ({ limit, need, others, share }) => {
    expect(dividedShare(limit, need, others)).toBe(share);
  });

  test("is worked out by all from the same figures, and is never more than the limit together", () => {
    for (let seed = 1; seed < 500; seed += 1) {
      const limit = 1 + ((seed * 7919) % 97);
      const needs = Array.from({ length: 1 + (seed % 6) }, (_, index) => (seed * (index + 3) * 31) % (limit + 1));
      const shares = needs.map((need, index) => dividedShare(limit, need, needs.toSpliced(index, 1)));
      const left = limit - sum(shares);
      expect(left).toBeGreaterThanOrEqual(0);
      if (sum(needs) >= limit) expect(left).toBeLessThan(needs.length);
    }
  });
});

describe("an allowance", () => {
  const crew = { size: 3, rank: 0 };

  test("is the limit for a process that is alone, whatever it told", () => {
    expect(allowance(60, { size: 1, rank: 0 }, 0, 0)).toBe(60);
  });

  test("is the fair share at the least, and what is claimed only where the others do not claim it", () => {
    expect(allowance(60, crew, 0, 60)).toBe(20);
    expect(allowance(60, crew, 50, 0)).toBe(50);
    expect(allowance(60, crew, 50, 25)).toBe(35);
    expect(allowance(60, crew, 50, 70)).toBe(20);
  });

  test("is one at the least, also where there are more processes than the limit", () => {
    expect(allowance(2, { size: 3, rank: 2 }, 0, 2)).toBe(1);
  });
});
