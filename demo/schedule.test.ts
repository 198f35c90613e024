import { describe, expect, it } from "vitest";
import { CYCLE_SECONDS, DEPENDENCIES, SCHEDULE } from "./schedule.ts";

describe("the schedule", () => {
  it("names at least six dependencies, each with the prefix of its service", () => {
    expect(DEPENDENCIES.length).toBeGreaterThanOrEqual(6);
    for (const name of DEPENDENCIES) expect(name).toMatch(/^[a-z]+\.[a-z-]+$/);
  });

  it("begins with everything well", () => {
    for (const name of DEPENDENCIES) expect(SCHEDULE[name](0).kind, name).toBe("answers");
  });

  it("repeats, but for a key that stays revoked", () => {
    for (const name of DEPENDENCIES) {
      if (name === "llm.completions-acme") continue;
      for (let at = 0; at < CYCLE_SECONDS; at += 1) {
        expect(SCHEDULE[name](at + 3 * CYCLE_SECONDS), `${name} at ${at}`).toEqual(SCHEDULE[name](at));
      }
    }
    for (const at of [20, 200, 100_000]) expect(SCHEDULE["llm.completions-acme"](at)).toMatchObject({ kind: "fails" });
  });
});
