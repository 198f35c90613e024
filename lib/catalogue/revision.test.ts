import { expect, it } from "vitest";
import { type Revision, withRevision } from "./revision.ts";

const revision = (number: number, fallback: string): Revision => ({
  revision: number,
  at: 0,
  actor: "user:ada@panel.test",
  reason: null,
  act: { kind: "edited" },
  policy: { fallback },
  changes: [],
});

it("long revisions push out the oldest ones before there are many", () => {
  let kept: Revision[] = [];
  for (let number = 1; number <= 40; number += 1) kept = withRevision(kept, revision(number, "x".repeat(16_000)));
  expect(kept[0]?.revision).toBe(40);
  expect(kept.length).toBeGreaterThan(10);
  expect(JSON.stringify(kept).length).toBeLessThan(260_000);
});

it("the newest revision is kept however long it is", () => {
  const kept = withRevision([revision(1, "short")], revision(2, "x".repeat(1_000_000)));
  expect(kept.map((each) => each.revision)).toEqual([2]);
});
