import { expect, it } from "vitest";
import { rampSecondsLeft } from "./ramp.ts";

const since = { state_since: "2026-02-12T12:00:00.000Z", seconds_in_state: 15 };

it("counts a ramp's seconds from the time in the state, whatever the reader's clock says", () => {
  expect(rampSecondsLeft({ ...since, ramp_ends_at: "2026-02-12T12:01:00.000Z" })).toBe(45);
  expect(rampSecondsLeft({ ...since, ramp_ends_at: "2026-02-12T12:00:10.000Z" })).toBe(0);
  expect(rampSecondsLeft({ ...since, ramp_ends_at: null })).toBeNull();
});
