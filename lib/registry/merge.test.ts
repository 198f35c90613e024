import { describe, expect, test } from "vitest";
import { failure, Rig } from "../breaker/testkit.ts";
import { merge } from "./merge.ts";

/** The same circuit as it went on at two places. */
function parted(atStore: (rig: Rig) => void, inMemory: (rig: Rig) => void) {
  const [base, store, fork] = [new Rig(), new Rig(), new Rig()];
  atStore(store);
  inMemory(fork);
  return { base: base.circuit, store: store.circuit, fork: fork.circuit };
}

const stay = () => {};
const trip = (rig: Rig) => rig.trip();
const recover = (rig: Rig) => rig.tripAndRecover();

describe("what a circuit is after its store was out", () => {
  test.each([
    ["open", "closed", trip, stay],
    ["open", "half_open", trip, recover],
    ["half_open", "closed", recover, stay],
  ] as const)("%s wins over %s, on whichever side", (stricter, _, strict, lenient) => {
    for (const sides of [parted(strict, lenient), parted(lenient, strict)]) {
      const merged = merge(sides.base, sides.fork, sides.store);
      expect(merged.state).toBe(stricter);
      expect(merged.generation).toBe(Math.max(sides.fork.generation, sides.store.generation) + 1);
    }
  });

  test("with the same state on both sides, what this process knows goes on, and no permit of either side counts", () => {
    const { base, fork, store } = parted(trip, (rig) => {
      rig.wait(10);
      rig.trip();
    });
    expect(merge(base, fork, store)).toEqual({ ...fork, generation: 3 });
  });

  test.each([
    ["a reset", (rig: Rig) => void rig.reset()],
    ["a hold", (rig: Rig) => void rig.override({ mode: "forced_closed" })],
  ])("%s of a person in the store since wins over anything", (_, act) => {
    const { base, fork, store } = parted(act, trip);
    expect(merge(base, fork, store)).toEqual({ ...store, generation: fork.generation + 1 });
  });

  test("an act of a person leaves the store's circuit as it is where the fork has given no permit that could be taken for one of its", () => {
    const counting = parted(
      (rig) => void rig.override({ mode: "dry_run" }),
      (rig) => void rig.run(failure()),
    );
    expect(merge(counting.base, counting.fork, counting.store)).toBe(counting.store);
    const behind = parted((rig) => {
      rig.reset();
      rig.reset();
    }, trip);
    expect(merge(behind.base, behind.fork, behind.store)).toBe(behind.store);
  });
});
