import { describe, expect, it } from "vitest";
import { elapsedSince, percentWaited, secondsLeft } from "./countdown.ts";

describe("a countdown", () => {
  const receivedAt = 5000;

  it("starts at what the server said when its answer came", () => {
    expect(secondsLeft(180, elapsedSince(receivedAt, receivedAt, null))).toBe(180);
  });

  it("runs by the monotonic clock since then", () => {
    expect(secondsLeft(180, elapsedSince(receivedAt, receivedAt + 30_500, null))).toBe(149.5);
  });

  it("stops at zero", () => {
    expect(secondsLeft(180, elapsedSince(receivedAt, receivedAt + 999_000, null))).toBe(0);
  });

  it("stands still while frozen, at the value of that moment", () => {
    expect(secondsLeft(180, elapsedSince(receivedAt, receivedAt + 60_000, receivedAt + 10_000))).toBe(170);
  });

  it("does not run backwards where a fresh answer came after the freeze", () => {
    expect(elapsedSince(receivedAt, receivedAt + 1000, receivedAt - 4000)).toBe(0);
  });
});

it("tells how much of a wait is over", () => {
  expect([percentWaited(300, 300), percentWaited(75, 300), percentWaited(0, 300), percentWaited(400, 300)]).toEqual([
    0, 75, 100, 0,
  ]);
  expect(percentWaited(0, 0)).toBe(100);
});
