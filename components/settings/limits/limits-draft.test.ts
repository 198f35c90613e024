import { describe, expect, it } from "vitest";
import { newPair } from "@/components/ui/form/pairs.ts";
import { draftOf, limitsOf, newTier } from "./limits-draft.ts";

const limits = {
  tiers: {
    free: { executions_per_minute: 60, concurrent_executions: 2 },
    enterprise: { executions_per_minute: 1_000_000, concurrent_executions: null },
  },
  workspaces: { acme: "enterprise", "beta:1": "free" },
};

describe("the rate limits' form", () => {
  it("asks for what is there already, where nothing was changed", () => {
    expect(limitsOf(draftOf(limits))).toEqual({ limits, errors: [] });
  });

  it("leaves out rows with nothing in them", () => {
    const draft = { tiers: [newTier()], workspaces: [newPair()] };
    expect(limitsOf(draft)).toEqual({ limits: { tiers: {}, workspaces: {} }, errors: [] });
  });

  it("names what is there twice, and what is no figure", () => {
    const draft = {
      tiers: [newTier("free"), { ...newTier("free"), perMinute: "many" }],
      workspaces: [newPair("acme", "free"), newPair("acme", "free")],
    };
    expect(limitsOf(draft).errors.map(({ field }) => field)).toEqual([
      "tiers.free",
      "workspaces.acme",
      "tiers.free.executions_per_minute",
    ]);
  });
});
