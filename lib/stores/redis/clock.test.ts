import { beforeEach, describe, expect, it } from "vitest";
import { ServerClock } from "./clock.ts";

describe("the server's clock", () => {
  let local: number;
  /** The server's clock minus the local one. */
  let ahead: number;
  let clock: ServerClock;
  beforeEach(() => {
    local = 1_000_000;
    ahead = 5_000;
    clock = new ServerClock(() => local);
  });

  /** Asks the server; its reply takes so long on the way there and back. */
  function exchange(there: number, back: number): void {
    const sent = local;
    const server = local + there + ahead;
    local += there + back;
    clock.observe(sent, local, server);
  }

  it("is the local one until the server was asked", () => {
    expect(clock.now()).toBe(1_000_000);
  });

  it("goes back to the server's, where the local one is far ahead, and stands still where it is a little", () => {
    expect(clock.now()).toBe(1_000_000);
    ahead = -60_000;
    exchange(1, 1);
    expect(clock.now()).toBe(local + ahead);

    clock = new ServerClock(() => local);
    const before = clock.now();
    ahead = -3_000;
    exchange(1, 1);
    expect(clock.now()).toBe(before);
  });

  it("is the server's, to half a round trip, in whole milliseconds", () => {
    exchange(2, 2);
    expect(clock.now()).toBe(local + ahead);
    local += 0.7;
    expect(clock.now()).toBe(1_005_004);
    local += 0.3;
    expect(clock.now()).toBe(1_005_005);
  });

  it("goes by the shortest round trip", () => {
    exchange(1, 1);
    exchange(500, 20);
    expect(clock.now()).toBe(local + ahead);
  });

  it("improves with a shorter round trip", () => {
    exchange(0, 40);
    expect(clock.now()).toBe(local + ahead - 20);
    exchange(1, 1);
    local += 100;
    expect(clock.now()).toBe(local + ahead);
  });

  it("goes by an old exchange no longer than it is better than a new one", () => {
    exchange(1, 1);
    local += 10_000;
    exchange(40, 0);
    expect(clock.now()).toBe(local + ahead);
    local += 10_000;
    exchange(0, 20);
    expect(clock.now()).toBe(local + ahead - 10);
  });

  it("follows a clock that drifts", () => {
    for (let second = 0; second < 600; second++) {
      exchange(0.1, 0.1);
      local += 1_000;
      ahead += 0.1;
      expect(Math.abs(clock.now() - (local + ahead))).toBeLessThan(2);
    }
  });

  it("stands still while a small correction lasts, and never runs backwards", () => {
    exchange(1, 1);
    const before = clock.now();
    ahead -= 4_000;
    exchange(1, 1);
    expect(clock.now()).toBe(before);
    local += 3_990;
    expect(clock.now()).toBe(before);
    local += 100;
    expect(clock.now()).toBe(local + ahead);
  });

  it("takes a small step forward at once", () => {
    exchange(1, 1);
    ahead += 4_000;
    exchange(1, 1);
    expect(clock.now()).toBe(local + ahead);
  });

  it.each([60_000, -60_000])("follows a jump of %i ms, in both directions, once a few exchanges confirm it", (jump) => {
    exchange(1, 1);
    clock.now();
    ahead += jump;
    exchange(1, 1);
    exchange(1, 1);
    expect(clock.now()).toBe(local + ahead - jump);
    exchange(1, 1);
    expect(clock.now()).toBe(local + ahead);
  });

  it("is not moved by single exchanges that are far off, nor by several that do not agree", () => {
    exchange(1, 1);
    const right = ahead;
    for (const wrong of [60_000, 90_000, -60_000, 120_000, 60_000]) {
      ahead = right + wrong;
      exchange(1, 1);
    }
    expect(clock.now()).toBe(local + right);
    for (let each = 0; each < 5; each++) {
      ahead = right + 60_000;
      exchange(1, 1);
      ahead = right;
      exchange(1, 1);
    }
    expect(clock.now()).toBe(local + right);
  });

  it("does not take a reply that was long under way for a jump", () => {
    exchange(1, 1);
    exchange(30_000, 0);
    exchange(30_000, 0);
    exchange(30_000, 0);
    expect(clock.now()).toBe(local + ahead);
  });
});
