import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Circuit, newCircuit, type PolicyPatch, SUCCESS } from "./index.ts";
import { lotOf } from "./lot.ts";
import { openingsAt, recoveryWait } from "./recovery.ts";
import { failure, policyOf, propertyRuns, Rig, START } from "./testkit.ts";

type Backoff = NonNullable<PolicyPatch["recovery_backoff"]>;

const CLOSED = newCircuit("external_api", START);

function waitOf(openings: number, backoff: Backoff, recovery_timeout = 10, circuit: Circuit = CLOSED): number {
  return recoveryWait(circuit, policyOf({ recovery_timeout, recovery_backoff: backoff }), openings, START);
}

describe("the wait before a test", () => {
  test.each([1, 2, 50, 1000])("is the policy's by default, the %ith time in a row too", (openings) => {
    expect(waitOf(openings, {})).toBe(10_000);
  });

  test.each([
    [2, [10, 20, 40, 80]],
    [1.5, [10, 15, 22.5, 33.75]],
    [10, [10, 100, 1000, 3600]],
    [1, [10, 10, 10, 10]],
  ])("with a factor of %f is, time after time, %j s", (factor, seconds) => {
    expect([1, 2, 3, 4].map((openings) => waitOf(openings, { factor }) / 1000)).toEqual(seconds);
  });

  test("grows up to the cap, and stays there", () => {
    const backoff = { factor: 2, cap_seconds: 45 };
    expect([1, 2, 3, 4, 5, 40, 2000].map((openings) => waitOf(openings, backoff) / 1000)).toEqual([
      10, 20, 40, 45, 45, 45, 45,
    ]);
  });

  test("is never below the policy's own, whatever the cap", () => {
    const backoff = { factor: 2, cap_seconds: 3 };
    expect([1, 2, 9].map((openings) => waitOf(openings, backoff) / 1000)).toEqual([10, 10, 10]);
  });

  test("is a whole number of milliseconds", () => {
    expect(waitOf(2, { factor: 1.5 }, 0.101)).toBe(152);
    expect(waitOf(2, { factor: 1.1 }, 0.301)).toBe(331);
  });
});

describe("with jitter", () => {
  const jitter: Backoff = { factor: 2, cap_seconds: 45, jitter: true };

  test("it is the lot's share of what it would be", () => {
    for (const openings of [1, 2, 3, 4]) {
      for (const generation of [1, 2, 3, 4, 5]) {
        const lot = lotOf("external_api", generation, START);
        const longest = Math.min(45, 10 * 2 ** (openings - 1));
        const drawn = Math.max(100, Math.round(lot * longest * 1000));
        expect(waitOf(openings, jitter, 10, { ...CLOSED, generation })).toBe(drawn);
      }
    }
  });

  test("it is at least 100 ms, and the policy's shortest wait of 100 ms is not shortened", () => {
    const waits = Array.from({ length: 1000 }, (_, generation) => waitOf(1, jitter, 1, { ...CLOSED, generation }));
    expect(Math.min(...waits)).toBe(100);
    expect(waits.filter((wait) => wait === 100).length).toBeGreaterThan(50);
    for (let generation = 1; generation < 50; generation += 1) {
      expect(waitOf(1, jitter, 0.1, { ...CLOSED, generation })).toBe(100);
    }
  });

  test("it is spread over all that is shorter", () => {
    const tenths = new Set<number>();
    for (let generation = 1; generation <= 300; generation += 1) {
      tenths.add(Math.floor(waitOf(1, jitter, 10, { ...CLOSED, generation }) / 1000));
    }
    expect([...tenths].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("another process that opens the same circuit at the same instant comes to the same", () => {
    const [here, there] = [new Rig({ recovery_backoff: jitter }), new Rig({ recovery_backoff: jitter })];
    for (const rig of [here, there]) {
      rig.wait(12.345);
      rig.trip();
    }
    expect(here.circuit).toEqual(there.circuit);
    expect(here.happened("opened")).toEqual(there.happened("opened"));
    expect(here.circuit).toMatchObject({ wait: Math.round(300_000 * lotOf("external_api", 1, here.now)) });
  });

  test("circuits that open together are tested at different times", () => {
    const waits = Array.from({ length: 100 }, (_, index) => waitOf(1, jitter, 300, { ...CLOSED, id: `api-${index}` }));
    expect(new Set(waits).size).toBeGreaterThan(95);
  });
});

test("the wait lies in its bounds, whatever the policy", () => {
  const numbers = {
    recovery_timeout: fc.integer({ min: 100, max: 86_400_000 }).map((ms) => ms / 1000),
    recovery_backoff: fc.record({
      factor: fc.double({ min: 1, max: 10, noNaN: true }),
      cap_seconds: fc.integer({ min: 100, max: 86_400_000 }).map((ms) => ms / 1000),
      jitter: fc.boolean(),
    }),
  };
  fc.assert(
    fc.property(
      fc.record(numbers),
      fc.integer({ min: 1, max: 2000 }),
      fc.nat(1000),
      fc.nat(),
      (patch, openings, generation, at) => {
        const policy = policyOf(patch);
        const wait = recoveryWait({ ...CLOSED, generation }, policy, openings, START + at);
        const base = Math.round(patch.recovery_timeout * 1000);
        const cap = Math.max(base, Math.round(patch.recovery_backoff.cap_seconds * 1000));
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(patch.recovery_backoff.jitter ? 100 : base);
        expect(wait).toBeLessThanOrEqual(cap);
        expect(wait).toBe(recoveryWait({ ...CLOSED, generation }, policy, openings, START + at));
        if (openings === 1) expect(wait).toBeLessThanOrEqual(base);
      },
    ),
    { numRuns: propertyRuns(500) },
  );
});

describe("openings in a row", () => {
  const backoff = { recovery_backoff: { factor: 2, reset_after_seconds: 60 } };

  function opened(rig: Rig) {
    return rig.happened("opened").map(({ openings, at, recoverAt }) => [openings, (recoverAt - at) / 1000]);
  }

  test("are counted through failed probes, and each waits longer", () => {
    const rig = new Rig({ ...backoff, recovery_timeout: 10 });
    rig.trip();
    for (const wait of [10, 20, 40]) {
      rig.wait(wait);
      rig.run(failure());
    }
    expect(opened(rig)).toEqual([
      [1, 10],
      [2, 20],
      [3, 40],
      [4, 80],
    ]);
    expect(rig.circuit).toMatchObject({ openings: 4, wait: 80_000, recoverAt: rig.now + 80_000 });
    expect(rig.look()).toMatchObject({ openings: 4, waitSeconds: 80 });
  });

  test.each([
    [59.999, 2],
    [60, 1],
    [60.001, 1],
  ])("are told from a first one by %f s closed: the next is no. %i", (healthy, openings) => {
    const rig = new Rig({ ...backoff, recovery_timeout: 10 });
    rig.tripAndRecover();
    rig.wait(100);
    rig.run(SUCCESS);
    expect(rig.circuit).toMatchObject({ state: "closed", openings: 1 });
    rig.wait(healthy);
    rig.trip();
    expect(rig.circuit).toMatchObject({ openings, wait: openings * 10_000 });
  });

  test("failures in the healthy time do not prolong it, as long as it stays closed", () => {
    const rig = new Rig({ ...backoff, recovery_timeout: 10 });
    rig.tripAndRecover();
    rig.run(SUCCESS);
    rig.wait(59);
    rig.run(failure());
    rig.wait(1);
    rig.trip();
    expect(rig.circuit).toMatchObject({ openings: 1 });
  });

  test("time half-open is no healthy time, however long", () => {
    const rig = new Rig({ ...backoff, recovery_timeout: 10 });
    rig.tripAndRecover();
    rig.wait(3600);
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ openings: 2 });
    expect(openingsAt(rig.circuit, rig.policy, rig.now + 3_600_000)).toBe(3);
  });

  test("with no healthy time asked for, closing is enough", () => {
    const rig = new Rig({ recovery_backoff: { factor: 2, reset_after_seconds: 0 } });
    rig.tripAndRecover();
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ openings: 2 });
    rig.wait(600);
    rig.run(SUCCESS);
    rig.trip();
    expect(rig.circuit).toMatchObject({ openings: 1 });
  });

  test("begin again when a person closes the circuit, not when one has it tested", () => {
    const rig = new Rig({ ...backoff, recovery_timeout: 10 });
    rig.tripAndRecover();
    rig.run(failure());
    rig.reset({ to: "half_open" });
    expect(rig.circuit).toMatchObject({ openings: 2 });
    rig.run(failure());
    expect(rig.circuit).toMatchObject({ openings: 3 });
    rig.reset();
    expect(rig.circuit).toMatchObject({ openings: 0 });
    rig.trip();
    expect(rig.circuit).toMatchObject({ openings: 1, wait: 10_000 });
  });

  test("stay through closing and holds", () => {
    const rig = new Rig({ ...backoff, recovery_timeout: 10 });
    rig.tripAndRecover();
    rig.override({ mode: "dry_run" });
    rig.run(SUCCESS);
    expect(rig.look()).toMatchObject({ state: "closed", openings: 1 });
  });

  test("go on where the clock has gone back since it closed", () => {
    const rig = new Rig({ ...backoff, recovery_timeout: 10 });
    rig.tripAndRecover();
    rig.run(SUCCESS);
    rig.wait(-3600);
    rig.trip();
    expect(rig.circuit).toMatchObject({ openings: 2 });
  });
});
