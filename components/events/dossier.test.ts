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
