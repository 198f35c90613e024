import { describe, expect, it } from "vitest";
import { type FreshnessInput, freshnessOf } from "./freshness.ts";

const INTERVAL = 2000;
const NOW = 100_000;
const stage = (input: Partial<FreshnessInput>) =>
  freshnessOf(
    { confirmedAt: NOW, failures: 0, signedOut: false, paused: false, visibleSince: 0, ...input },
    INTERVAL,
    NOW,
  );

describe("freshness", () => {
  it("is live for two intervals after an answer", () => {
    expect(stage({})).toBe("live");
    expect(stage({ confirmedAt: NOW - 2 * INTERVAL })).toBe("live");
  });

  it("is delayed after two intervals, or after one failure", () => {
    expect(stage({ confirmedAt: NOW - 2 * INTERVAL - 1 })).toBe("delayed");
    expect(stage({ failures: 1 })).toBe("delayed");
    expect(stage({ failures: 2 })).toBe("delayed");
  });

  it("is disconnected after three failures, or after five intervals", () => {
    expect(stage({ failures: 3 })).toBe("disconnected");
    expect(stage({ confirmedAt: NOW - 5 * INTERVAL })).toBe("delayed");
    expect(stage({ confirmedAt: NOW - 5 * INTERVAL - 1 })).toBe("disconnected");
  });

  it("does not call a page disconnected that was hidden until just now", () => {
    expect(stage({ confirmedAt: NOW - 60_000, visibleSince: NOW - 500 })).toBe("delayed");
    expect(stage({ confirmedAt: NOW - 60_000, visibleSince: NOW - 11_000 })).toBe("disconnected");
  });

  it("is connecting until the first answer, and disconnected at the first failure before it", () => {
    expect(stage({ confirmedAt: null })).toBe("connecting");
    expect(stage({ confirmedAt: null, failures: 1 })).toBe("disconnected");
  });

  it("puts the end of the session first, then the reader's pause", () => {
    expect(stage({ signedOut: true, paused: true, failures: 9 })).toBe("signed_out");
    expect(stage({ paused: true, confirmedAt: NOW - 60_000 })).toBe("paused");
  });
});
