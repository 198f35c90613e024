import { describe, expect, test } from "vitest";
import { incidentsOf } from "./incidents.ts";
import { AS_LOGGED, happened } from "./testkit.ts";
import type { TroubleEvent } from "./trouble-event.ts";

const DAY = 86_400;

/** The circuits of each incident, newest first. */
function circuits(events: readonly TroubleEvent[], now = DAY): string[] {
  return incidentsOf(events, AS_LOGGED, now * 1000).map(({ outages }) => outages.map((each) => each.circuit).join(" "));
}

const outage = (circuit: string, from: number, until: number) => [
  happened(from, circuit, "opened"),
  happened(until, circuit, "closed"),
];

describe("an incident", () => {
  test("holds what tripped within a minute of each other, and so on from one to the next", () => {
    const events = [...outage("a", 0, 10), ...outage("b", 55, 57), ...outage("c", 110, 120), ...outage("d", 171, 180)];
    expect(circuits(events)).toEqual(["d", "a b c"]);
  });

  test("holds what trips within five minutes while another of it is open", () => {
    expect(circuits([...outage("a", 0, 1000), ...outage("b", 290, 300)])).toEqual(["a b"]);
    expect(circuits([...outage("a", 0, 1000), ...outage("b", 310, 320)])).toEqual(["b", "a"]);
    expect(circuits([...outage("a", 0, 100), ...outage("b", 100, 320)])).toEqual(["b", "a"]);
  });

  test("holds a circuit that flaps, however often, and ends once it stays closed", () => {
    const flaps = [0, 300, 600, 900].flatMap((at) => outage("a", at, at + 10));
    expect(circuits([...flaps, ...outage("a", 1300, 1310)])).toEqual(["a", "a a a a"]);
  });

  test("is over when all its circuits have been closed for five minutes, and not before", () => {
    const events = [...outage("a", 0, 10), happened(20, "b", "opened")];
    const [lasting] = incidentsOf(events, AS_LOGGED, 9_000_000);
    expect(lasting).toMatchObject({ closedAt: null, isOver: false });
    const closed = [...events, happened(30, "b", "reset", "closed")];
    expect(incidentsOf(closed, AS_LOGGED, 329_999)).toMatchObject([{ closedAt: 30_000, isOver: false }]);
    expect(incidentsOf(closed, AS_LOGGED, 330_000)).toMatchObject([{ closedAt: 30_000, isOver: true }]);
  });

  test("tells of each circuit when it was open and half-open, and counts what opens again as the same outage", () => {
    const events = [
      happened(0, "a", "opened"),
      happened(30, "a", "half_opened"),
      happened(31, "a", "opened", "half_open"),
      happened(40, "a", "reset", "half_open"),
      happened(42, "a", "closed"),
    ];
    const [{ outages } = { outages: [] }] = incidentsOf(events, AS_LOGGED, DAY);
    expect(outages).toHaveLength(1);
    expect(outages[0]?.trips).toHaveLength(2);
    expect(outages[0]?.spans).toEqual([
      { state: "open", from: 0, until: 30_000 },
      { state: "half_open", from: 30_000, until: 31_000 },
      { state: "open", from: 31_000, until: 40_000 },
      { state: "half_open", from: 40_000, until: 42_000 },
    ]);
  });

  test("names what people did to its circuits while it lasted, and nothing else", () => {
    const events = [
      happened(0, "a", "override_set"),
      happened(10, "a", "opened"),
      happened(11, "b", "override_set"),
      happened(12, "a", "override_set"),
      happened(20, "a", "reset", "closed"),
      happened(21, "a", "override_cleared"),
    ];
    const [{ acts } = { acts: [] }] = incidentsOf(events, AS_LOGGED, DAY);
    expect(acts.map(({ at, kind }) => [at, kind])).toEqual([
      [12_000, "override_set"],
      [20_000, "reset"],
    ]);
  });

  test("ends for a circuit whose dependency is removed, and for its callers' circuits", () => {
    const events = [happened(0, "a", "opened"), happened(1, "a@acme", "opened"), happened(9, "a", "node_type_deleted")];
    expect(incidentsOf(events, AS_LOGGED, DAY)).toMatchObject([{ closedAt: 9000 }]);
  });

  test("ends where the log does not say so for a circuit that is closed, or gone; never before its last event", () => {
    const events = [happened(10, "a", "opened")];
    const closedAt = (...standing: Parameters<typeof incidentsOf>[1][]) =>
      standing.map((each) => incidentsOf(events, each, DAY)[0]?.closedAt);
    expect(
      closedAt(
        () => ({ state: "closed", since: 15_000 }),
        () => null,
        () => ({ state: "closed", since: 9000 }),
      ),
    ).toEqual([15_000, 10_000, null]);
  });

  test("that began before what is known is told from there; what only closed then is none", () => {
    const events = [happened(0, "b", "closed"), happened(5, "a", "opened", "half_open")];
    expect(incidentsOf(events, AS_LOGGED, DAY)).toMatchObject([{ outages: [{ circuit: "a", beganBefore: true }] }]);
  });
});
