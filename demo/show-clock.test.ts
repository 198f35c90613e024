import { describe, expect, it } from "vitest";
import { ShowClock } from "./show-clock.ts";

function clockAt(seconds: number) {
  const time = { now: seconds * 1000 };
  return { time, clock: new ShowClock(() => time.now) };
}

describe("the clock of the show", () => {
  it("stands while nobody has come, and goes on without them after half a minute", () => {
    const { time, clock } = clockAt(7);
    time.now += 30_000;
    expect(clock.seconds()).toBe(0);
    time.now += 5_000;
    expect(clock.seconds()).toBe(5);
  });

  it("begins when somebody comes", () => {
    const { time, clock } = clockAt(7);
    time.now += 4_000;
    clock.begin();
    time.now += 2_500;
    expect(clock.seconds()).toBe(2.5);
  });

  it("begins again for whoever comes late", () => {
    const { time, clock } = clockAt(7);
    time.now += 100_000;
    clock.begin();
    expect(clock.seconds()).toBe(0);
  });
});
