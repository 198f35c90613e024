import { describe, expect, it } from "vitest";
import { randomStream } from "./random.ts";

function take(count: number, seed: number, name: string): number[] {
  const next = randomStream(seed, name);
  return Array.from({ length: count }, () => next());
}

describe("a stream of random numbers", () => {
  it("is the same for the same seed and name, and another for any other", () => {
    expect(take(5, 1, "luck")).toEqual(take(5, 1, "luck"));
    expect(take(5, 1, "luck")).not.toEqual(take(5, 2, "luck"));
    expect(take(5, 1, "luck")).not.toEqual(take(5, 1, "spread"));
  });

  it("lies between 0 and 1, evenly", () => {
    const drawn = take(10_000, 1, "luck");
    const tenths = Array.from({ length: 10 }, (_, tenth) => drawn.filter((x) => Math.floor(x * 10) === tenth).length);
    expect(tenths.reduce((sum, count) => sum + count)).toBe(10_000);
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
