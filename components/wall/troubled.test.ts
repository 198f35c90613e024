import { expect, it } from "vitest";
import { beyondReply, isTroubled } from "./troubled.ts";

const held = (mode: "forced_open" | "forced_closed" | "dry_run") => ({
  mode,
  actor: "ada",
  reason: null,
  at: "2026-11-24T03:00:00.000Z",
  expires_at: null,
});

it("is about what is not closed, and what somebody holds open", () => {
  expect(isTroubled({ state: "closed", override: null })).toBe(false);
  expect(isTroubled({ state: "closed", override: held("forced_open") })).toBe(true);
  expect(isTroubled({ state: "closed", override: held("dry_run") })).toBe(false);
  expect(isTroubled({ state: "half_open", override: null })).toBe(true);
  expect(isTroubled({ state: "open", override: held("forced_closed") })).toBe(true);
});

it("knows of circuits that the reply has left out", () => {
  const circuits = [{ state: "open" as const, override: null }];
  expect(beyondReply({ circuits, summary: { open: 3, half_open: 1, closed: 9 } })).toBe(3);
  expect(beyondReply({ circuits, summary: { open: 1, half_open: 0, closed: 9 } })).toBe(0);
});
