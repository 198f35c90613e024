import { expect, it } from "vitest";
import { changesOf, dossierOf, plainDetails } from "./dossier.ts";

const dossier = {
  failures: [{ at: "2026-02-12T12:00:00.000Z", message: "503", group: "503" }],
  groups: [{ group: "503", count: 5 }],
  policy_revision: 3,
};

it("reads the dossier of an event that has one", () => {
  expect(dossierOf({ dossier, from: "closed" })).toEqual(dossier);
  expect(dossierOf({ from: "closed" })).toBeNull();
  expect(dossierOf({ dossier: { failures: "?" } })).toBeNull();
});

it("lists the figures of what opened a circuit", () => {
  const texts = (verdict: unknown) => verdictFigures({ verdict }).map(({ name, value }) => `${name}: ${value}`);
  const rate = { rate: 0.65, limit: 0.5, calls: 20, failures: 13, slow: 1, window_seconds: 60, window_calls: null };
  expect(texts({ by: "failure_rate", ...rate })).toEqual([
    "opened by: failure rate",
    "failed: 65 %, limit 50 %",
    "window: 60 s",
    "calls in it: 20",
    "of them failed: 13",
    "of them slow: 1",
  ]);
  expect(texts({ by: "adaptive", ...rate, window_seconds: null, window_calls: 20 })).toContain(
    "window: the last 20 calls",
  );
  expect(texts({ by: "consecutive", failures: 5, limit: 5 })).toContain("failures: 5, limit 5");
  expect(texts({ by: "probe" })).toEqual(["opened by: a failed test call"]);
  expect([texts(undefined), texts({ by: "moonlight" })]).toEqual([[], []]);
});

it("writes the other details as words", () => {
  expect(
    plainDetails({ dossier, verdict: { by: "probe" }, previous_state: "open", to: null, fields: ["policy"] }),
  ).toEqual([
    { name: "previous state", value: "open" },
    { name: "fields", value: '["policy"]' },
  ]);
});

it("tells the changes of an edit apart from its other details", () => {
  const changes = [{ field: "policy.failure_threshold", before: 5, after: 7 }];
  expect(changesOf({ changes })).toEqual(changes);
  expect(changesOf({ fields: ["policy"] })).toBeNull();
  expect(plainDetails({ revision: 2, fields: ["policy.failure_threshold"], changes })).toEqual([
    { name: "revision", value: "2" },
  ]);
});
