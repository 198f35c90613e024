import { describe, expect, it } from "vitest";
import { verdictOf } from "./verdict.ts";

type Seen = Parameters<typeof verdictOf>[1];

const seen = (state: Seen["state"], generation: number, second: number, in_flight = 0): Seen => ({
  state,
  generation,
  state_since: `2026-02-12T12:00:${String(second).padStart(2, "0")}.000Z`,
  half_open: { in_flight },
  override: null,
});

describe("after a reset to closed", () => {
  const after = seen("closed", 7, 0);

  it("is closed for as long as nothing changes", () => {
    expect(verdictOf("reset", after, after)).toMatchObject({ settled: false, text: "Closed: calls run again" });
  });

  it("tells after how long it opened again", () => {
    expect(verdictOf("reset", after, seen("open", 8, 8))).toEqual({
      settled: true,
      tone: "bad",
      text: "Re-opened after 8 s",
    });
  });

  it("does not take an answer from before the reset for one after it", () => {
    expect(verdictOf("reset", after, seen("open", 6, 0))).toMatchObject({
      settled: false,
      text: "Closed: calls run again",
    });
  });
});

describe("after a reset to half-open", () => {
  const after = seen("half_open", 7, 0);

  it("waits for the test call, then tells that it runs", () => {
    expect(verdictOf("reset", after, after).text).toBe("Half-open: the next call is the test");
    expect(verdictOf("reset", after, seen("half_open", 7, 0, 1)).text).toBe("A test call is running");
  });

  it("tells how the test went", () => {
    expect(verdictOf("reset", after, seen("closed", 8, 4))).toMatchObject({
      tone: "ok",
      text: "The test call succeeded: closed after 4 s",
    });
    expect(verdictOf("reset", after, seen("open", 8, 5))).toMatchObject({
      tone: "bad",
      text: "The test call failed: open again after 5 s",
    });
  });
});

describe("after a hold", () => {
  const override = { mode: "forced_open", actor: "ada", reason: null, at: "2026-02-12T12:00:00.000Z" } as const;
  const after = { ...seen("open", 7, 0), override: { ...override, expires_at: null } };

  it("tells what it does to calls, whatever the circuit counts underneath", () => {
    expect(verdictOf("hold", after, { ...after, generation: 8, state: "closed" }).text).toBe(
      "Held open: every call is refused",
    );
  });
});

describe("after a hold was lifted", () => {
  const after = seen("closed", 7, 0);

  it("tells what the circuit is by itself, and what it comes to", () => {
    expect(verdictOf("lift", after, after)).toMatchObject({ tone: "ok", text: "No longer held: closed, calls run" });
    expect(verdictOf("lift", after, seen("open", 8, 5))).toMatchObject({
      settled: true,
      tone: "bad",
      text: "No longer held, and by itself open, calls are refused",
    });
  });
});
