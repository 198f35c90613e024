import { describe, expect, it } from "vitest";
import { appearanceOf, spoken } from "./appearance.ts";

type Seen = Parameters<typeof appearanceOf>[0];

const closed: Seen = { state: "closed", override: null, share: 1 };
const held = (mode: NonNullable<Seen["override"]>["mode"]): Seen["override"] => ({
  mode,
  actor: "ada@acme.io",
  reason: null,
  at: "2026-02-12T12:00:00.000Z",
  expires_at: null,
});
const heard = (circuit: Partial<Seen>, stale = false) => spoken(appearanceOf({ ...closed, ...circuit }, stale));

describe("a closed circuit that holds calls back", () => {
  it("is yellow, and says how many it lets through", () => {
    expect(appearanceOf({ ...closed, share: 0.65 }, false)).toMatchObject({ word: "Closed", tone: "warn" });
    expect(heard({ share: 0.65 })).toBe("Closed, lets 65 % of calls through");
    expect(heard({ share: 0.65 }, true)).toBe("Last known: closed, lets 65 % of calls through");
  });

  it("lets all through in a dry run, and under a hold does as it is told", () => {
    expect(heard({ share: 0.65, override: held("dry_run") })).toBe("Closed, would let 65 % of calls through");
    expect(heard({ share: 0.65, override: held("forced_closed") })).toBe("Held closed");
    expect(heard({ share: 0.65, override: held("forced_open") })).toBe("Held open");
  });
});

it("a circuit that lets everything through, or nothing, says no more than its state", () => {
  expect([heard({}), heard({ state: "open", share: null })]).toEqual(["Closed", "Open"]);
});
