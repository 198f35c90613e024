import fc from "fast-check";
import { expect, test } from "vitest";
import { FLAPPING_MS, incidentsOf, SPREAD_MS, TOGETHER_MS } from "./incidents.ts";
import type { Outage } from "./outages.ts";
import { AS_LOGGED } from "./testkit.ts";
import type { TroubleEvent } from "./trouble-event.ts";

const event = fc.record({
  circuit: fc.constantFrom("a", "b", "c", "a@acme"),
  kind: fc.constantFrom("opened", "opened", "half_opened", "closed", "reset", "override_set", "node_type_deleted"),
  /** Since the last one: the windows are a minute and five. */
  after: fc.integer({ min: 0, max: 200_000 }),
  state: fc.constantFrom("closed" as const, "half_open" as const),
});

/** A log in order. */
const log = fc.array(event, { maxLength: 60 }).map((drawn) => {
  let at = 0;
  return drawn.map(({ after, ...rest }, index): TroubleEvent => {
    at += after;
    return { ...rest, id: index + 1, at };
  });
});

const FAR = 1e12;

test("each trip is in exactly one incident, and each incident has one", () => {
  fc.assert(
    fc.property(log, (events) => {
      const incidents = incidentsOf(events, AS_LOGGED, FAR);
      const trips = incidents.flatMap(({ outages }) => outages.flatMap((outage) => outage.trips.map(({ id }) => id)));
      const opened = events.filter(({ kind }) => kind === "opened").map(({ id }) => id);
      expect(trips.toSorted((a, b) => a - b)).toEqual(opened);
      expect(incidents.every(({ id, outages }) => outages[0]?.trips[0]?.id === id)).toBe(true);
    }),
  );
});

test("the order in which events arrive does not matter", () => {
  const shuffled = log.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
  );
  fc.assert(
    fc.property(shuffled, ([events, other]) => {
      expect(incidentsOf(other, AS_LOGGED, FAR)).toEqual(incidentsOf(events, AS_LOGGED, FAR));
    }),
  );
});

test("incidents are what is left when all outages that belong together are joined, pair by pair", () => {
  fc.assert(
    fc.property(log, (events) => {
      const groups = incidentsOf(events, AS_LOGGED, FAR).map(({ outages }) => outages);
      for (const [index, group] of groups.entries()) {
        expect(reachable(group)).toBe(group.length);
        for (const other of groups.slice(index + 1)) {
          expect(group.some((a) => other.some((b) => belong(a, b)))).toBe(false);
        }
      }
    }),
  );
});

test("what is over stays as it is, whatever happens later", () => {
  fc.assert(
    fc.property(log, fc.nat(60), (events, cut) => {
      const now = events[cut]?.at ?? FAR;
      const over = incidentsOf(
        events.filter(({ at }) => at < now),
        AS_LOGGED,
        now,
      ).filter(({ isOver }) => isOver);
      const later = incidentsOf(events, AS_LOGGED, FAR);
      for (const incident of over) expect(later).toContainEqual(incident);
    }),
  );
});

test("spans of an outage follow each other without a gap, and never say closed", () => {
  fc.assert(
    fc.property(log, (events) => {
      for (const { outages } of incidentsOf(events, AS_LOGGED, FAR)) {
        for (const { from, until, spans } of outages) {
          expect([spans[0]?.from, spans.at(-1)?.until]).toEqual([from, until]);
          for (const [index, span] of spans.slice(1).entries()) {
            expect(span.from).toBe(spans[index]?.until);
            expect(span.state).not.toBe(spans[index]?.state);
          }
        }
      }
    }),
  );
});

/** The rules by themselves, one pair at a time. */
function belong(one: Outage<TroubleEvent>, other: Outage<TroubleEvent>): boolean {
  const [a, b] = one.from <= other.from ? [one, other] : [other, one];
  const gap = b.from - a.from;
  if (gap <= TOGETHER_MS) return true;
  if (gap <= SPREAD_MS && (a.until === null || a.until > b.from)) return true;
  return a.circuit === b.circuit && a.until !== null && b.from - a.until < FLAPPING_MS;
}

function reachable(group: readonly Outage<TroubleEvent>[]): number {
  const found = new Set(group.slice(0, 1));
  for (const each of found) for (const other of group) if (belong(each, other)) found.add(other);
  return found.size;
}
