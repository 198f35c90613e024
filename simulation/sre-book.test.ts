import { describe, expect, it } from "vitest";
import { randomStream } from "./random.ts";
import { sreBook } from "./sre-book.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** A guard that has seen so many requests, of which it let through `sent`; of these every one or none was good. */
function guardAfter(requests: number, sent: number, isGood: boolean) {
  const clock = new VirtualClock();
  const lots = Array.from({ length: requests }, (_, at) => (at < sent ? 0 : 1));
  const guard = sreBook.guard(clock, () => lots.shift()!);
  for (let request = 0; request < requests; request += 1) guard.admit()?.(isGood, 10);
  return { clock, guard };
}

describe("the rule of the book", () => {
  it("sends everything as long as half of the requests are accepted", () => {
    expect(guardAfter(0, 0, true).guard.share()).toBe(1);
    expect(guardAfter(10, 5, true).guard.share()).toBe(1);
  });

  it("rejects with the probability (requests − 2 × accepts) / (requests + 1)", () => {
    expect(guardAfter(10, 2, true).guard.share()).toBeCloseTo(1 - 6 / 11);
    expect(guardAfter(10, 10, false).guard.share()).toBeCloseTo(1 - 10 / 11);
  });

  it("counts what it rejected itself as a request", () => {
    expect(guardAfter(20, 2, true).guard.share()).toBeLessThan(guardAfter(10, 2, true).guard.share());
  });

  it("forgets after two minutes", () => {
    const { clock, guard } = guardAfter(10, 10, false);
    clock.goTo(119_000);
    expect(guard.share()).toBeLessThan(1);
    clock.goTo(120_000);
    expect(guard.share()).toBe(1);
  });

  it("draws by lot", () => {
    const clock = new VirtualClock();
    const guard = sreBook.guard(clock, randomStream(1, "lots"));
    const sent = Array.from({ length: 1000 }, () => guard.admit()).filter((settle) => settle !== null);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThan(50);
  });
});
