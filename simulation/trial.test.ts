import { describe, expect, it } from "vitest";
import { circuit } from "./circuit-guard.ts";
import { adaptive, noBreaker } from "./contestants.ts";
import type { Pattern } from "./pattern.ts";
import { flakier, healthy, outage, overload, recovery } from "./patterns.ts";
import { shares } from "./series.ts";
import { runTrial } from "./trial.ts";

const short = (pattern: Pattern, seconds: number): Pattern => ({ ...pattern, seconds });

describe("a trial", () => {
  it("comes to the same with the same seed, and to something else with another", () => {
    const pattern = short(flakier, 60);
    expect(runTrial(pattern, adaptive, 1)).toEqual(runTrial(pattern, adaptive, 1));
    expect(runTrial(pattern, adaptive, 1)).not.toEqual(runTrial(pattern, adaptive, 2));
  });

  it("gives every contestant the same calls", () => {
    const pattern = short(flakier, 60);
    expect(runTrial(pattern, adaptive, 1).possible).toBe(runTrial(pattern, noBreaker, 1).possible);
  });

  it("sends everything without a breaker, and all that is possible succeeds", () => {
    const { calls, possible, good, bad } = runTrial(short(flakier, 60), noBreaker, 1);
    expect(calls).toBe(3000);
    expect(good + bad).toBe(calls);
    expect(good).toBe(possible);
  });

  it("lets a circuit open, wait and close by the virtual clock", () => {
    const share = shares(outage, circuit("consecutive", { recovery_timeout: 200 }), 1);
    expect(share[120]).toBe(1);
    expect(share[122]).toBe(0);
    expect(share[320]).toBe(0);
    expect(share[324]).toBe(1);
  });

  it("holds back nothing where all is well", () => {
    expect(new Set(shares(short(healthy, 120), adaptive, 1))).toEqual(new Set([1]));
  });
});

describe("a dependency that bears only so much", () => {
  it("refuses what is more, and answers the others", () => {
    const { good } = runTrial(short(overload, 100), noBreaker, 1);
    expect(good / 100).toBeGreaterThan(18);
    expect(good / 100).toBeLessThan(21);
  });

  it("stays broken where everybody returns at once", () => {
    const dependency = recovery.dependency();
    const from180 = Array.from({ length: 5000 }, (_, call) => dependency.answer(180 + call / 50, 0.5, 0.5));
    expect(from180.slice(100).filter(({ isGood }) => isGood).length).toBeLessThan(500);
  });

  it("bears everybody once its caches have filled", () => {
    const dependency = recovery.dependency();
    for (let call = 0; call < 1500; call += 1) dependency.answer(180 + call / 8, 0.5, 0.5);
    const later = Array.from({ length: 500 }, (_, call) => dependency.answer(400 + call / 50, 0.5, 0.5));
    expect(later.every(({ isGood }) => isGood)).toBe(true);
  });
});
