import { expect, test } from "vitest";
import type { TripReply } from "@/lib/contracts/history.ts";
import { afterTrip, outcomeOf } from "./trip-words.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const about = { circuit: "api", reason: null, instance: "one", summary: "" };

const TRIP: TripReply = {
  trip: { ...about, id: 1, kind: "opened", at: at(0), actor: null, details: {} },
  after: [],
  after_count: 0,
  failed_tests: 0,
  lost_tests: 0,
  end: null,
  previous: null,
  is_latest: true,
  server_time: at(90),
};

test("an outage that lasts is told by how long it has", () => {
  expect(outcomeOf(TRIP)).toEqual([
    { name: "not closed since", value: "1 m 30 s" },
    { name: "failed test calls", value: "0" },
  ]);
});

test.each([
  [{ kind: "closed", actor: null, reason: null }, "a test call"],
  [{ kind: "reset", actor: "ada", reason: null }, "ada, by hand"],
  [{ kind: "reset", actor: "ada", reason: "mended" }, "ada, by hand: “mended”"],
])("one that is over names what ended it: %j", (ended, by) => {
  const end = { ...about, ...ended, id: 2, at: at(60) };
  expect(outcomeOf({ ...TRIP, end, after: [end], after_count: 1, failed_tests: 2, lost_tests: 1 })).toEqual([
    { name: "until closed", value: "1 m" },
    { name: "closed by", value: by },
    { name: "failed test calls", value: "2" },
    { name: "lost test calls", value: "1" },
  ]);
});

test("nothing is made up where nothing is known", () => {
  expect(outcomeOf({ ...TRIP, after_count: null })).toHaveLength(1);
});

test("what came after says how long after", () => {
  expect([afterTrip(at(0), at(302)), afterTrip(at(0), at(0.2)), afterTrip(at(0), at(0))]).toEqual([
    "+5 m 2 s",
    "+<1 s",
    "+0 s",
  ]);
});
