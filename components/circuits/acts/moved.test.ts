import { describe, expect, it } from "vitest";
import { changesSince } from "./moved.ts";

type Seen = Parameters<typeof changesSince>[0];

const seen: Seen = {
  state: "open",
  generation: 7,
  state_since: "2026-02-12T12:00:00.000Z",
  seconds_in_state: 40,
  override: null,
};
const hold: Seen["override"] = {
  mode: "forced_open",
  actor: "bob",
  reason: null,
  at: "2026-02-12T12:00:40.000Z",
  expires_at: null,
};

describe("what has changed since a circuit was seen", () => {
  it("is nothing where only time has gone by", () => {
    expect(changesSince(seen, { ...seen, seconds_in_state: 90 })).toEqual([]);
  });

  it("is the state that it came to, and for how long", () => {
    expect(changesSince(seen, { ...seen, generation: 8, state: "closed", seconds_in_state: 4 })).toEqual([
      "It was open, and is closed now, for 4 s.",
    ]);
    expect(changesSince(seen, { ...seen, generation: 9, seconds_in_state: 0 })).toEqual(["It is open anew, just now."]);
  });

  it("is a hold that somebody set or lifted, which moves no generation", () => {
    expect(changesSince(seen, { ...seen, override: hold })).toEqual(["bob holds it now."]);
    expect(changesSince({ ...seen, override: hold }, seen)).toEqual(["The hold on it is gone."]);
  });
});
