import { describe, expect, test } from "vitest";
import { SUCCESS } from "./index.ts";
import { isSlow, slowness } from "./slow.ts";
import { failure, policyOf, Rig } from "./testkit.ts";

describe("a slow call", () => {
  test.each([
    [2, 1999, false],
    [2, 1999.999, false],
    [2, 2000, true],
    [2, 2001, true],
    [0.001, 0.999, false],
    [0.001, 1, true],
  ])("is one from the policy's seconds on (%f): one of %f ms is slow, %s", (slow_call_seconds, ms, slow) => {
    expect(isSlow(policyOf({ slow_call_seconds }), ms)).toBe(slow);
  });

  test("is none where the policy names no seconds", () => {
    expect(isSlow(policyOf(), 1e9)).toBe(false);
  });

  test.each([
    [2000, "2"],
    [2345, "2.35"],
    [12_345, "12.3"],
    [123_456, "123"],
    [1_234_567, "1230"],
    [4.5678, "0.00457"],
  ])("of %f ms is told in seconds, to three figures: %s s", (ms, told) => {
    expect(slowness(ms)).toEqual({ message: `slow: took ${told} s`, group: "slow" });
  });
});

describe("a probe that succeeded slowly", () => {
  function halfOpen(half_open_successes = 1): Rig {
    const rig = new Rig({ slow_call_seconds: 2, half_open_successes, recovery_timeout: 10 });
    rig.tripAndRecover();
    return rig;
  }

  test("does not show that all is well: it reopens, and is remembered as slow", () => {
    const rig = halfOpen();
    rig.wait(1);
    rig.runSlow(1, SUCCESS, 2000);
    const slow = { at: rig.now, message: "slow: took 2 s", group: "slow" };
    expect(rig.circuit).toMatchObject({
      state: "open",
      consecutiveFailures: 6,
      recoverAt: rig.now + 10_000,
      lastError: slow,
    });
    expect(rig.circuit.failures.at(-1)).toEqual(slow);
    expect(rig.happened("opened").at(-1)).toMatchObject({ from: "half_open", verdict: { by: "probe" } });
    expect(rig.happened("opened").at(-1)?.dossier.groups).toContainEqual({ group: "slow", count: 1 });
  });

  test("a millisecond faster closes", () => {
    const rig = halfOpen();
    rig.runSlow(1, SUCCESS, 1999);
    expect(rig.circuit.state).toBe("closed");
  });

  test("makes those before it count for nothing", () => {
    const rig = halfOpen(2);
    rig.runSlow(1, SUCCESS, 0);
    expect(rig.circuit).toMatchObject({ state: "half_open", successes: 1 });
    rig.runSlow(1, SUCCESS, 5000);
    expect(rig.circuit.state).toBe("open");
  });

  test("closes as ever where the policy judges no call by its duration", () => {
    const rig = new Rig();
    rig.tripAndRecover();
    rig.runSlow(1, SUCCESS, 1e9);
    expect(rig.circuit.state).toBe("closed");
  });

  test("that is ignored or fails is what it is, however long it took", () => {
    const ignored = halfOpen();
    ignored.runSlow(1, { kind: "ignored" }, 5000);
    expect(ignored.circuit).toMatchObject({ state: "half_open", probes: [] });
    const failed = halfOpen();
    failed.runSlow(1, failure("refused", "ECONNREFUSED"), 5000);
    expect(failed.circuit.lastError).toMatchObject({ message: "refused", group: "ECONNREFUSED" });
  });

  test("under forced_closed is counted and changes no state", () => {
    const rig = halfOpen();
    const probe = rig.permit();
    rig.override({ mode: "forced_closed" });
    rig.settle(probe, SUCCESS, 2000);
    expect(rig.circuit).toMatchObject({ state: "half_open", probes: [], consecutiveFailures: 6 });
  });
});
