import { describe, expect, test } from "vitest";
import { lotOf } from "./lot.ts";
import { START } from "./testkit.ts";

describe("the lot of a circuit, a generation and an instant", () => {
  test("is the same whoever draws it, and in whatever process: these never change", () => {
    expect(lotOf("external_api", 1, START)).toBe(0.7868251604959369);
    expect(lotOf("external_api", 2, START)).toBe(0.23102725786156952);
    expect(lotOf("external_api", 1, START + 1)).toBe(0.3405012518633157);
    expect(lotOf("external_api@acme:key-7", 1, START)).toBe(0.0356454667635262);
    expect(lotOf("🔌", 1, 0)).toBe(0.07787068607285619);
  });

  test("does not confuse where the one ends and the other begins", () => {
    expect(lotOf("a1", 2, 3)).not.toBe(lotOf("a", 12, 3));
    expect(lotOf("a", 12, 3)).not.toBe(lotOf("a", 1, 23));
  });

  test.each<[string, (index: number) => number]>([
    ["instants, one millisecond after the other", (index) => lotOf("external_api", 7, START + index)],
    ["instants, whole seconds apart", (index) => lotOf("external_api", 7, START + index * 1000)],
    ["generations", (index) => lotOf("external_api", index, START)],
    ["circuits", (index) => lotOf(`orders.payments-${index}`, 1, START)],
    ["circuits of workspaces with long names", (index) => lotOf(`${"x".repeat(120)}@${index}`, 1, START)],
  ])("is spread evenly from 0 to just below 1 over %s", (_, draw) => {
    const draws = 20_000;
    const drawers = 20;
    const found = Array.from({ length: drawers }, () => 0);
    let sum = 0;
    for (let index = 0; index < draws; index += 1) {
      const lot = draw(index);
      expect(lot >= 0 && lot < 1).toBe(true);
      sum += lot;
      found[Math.floor(lot * drawers)]! += 1;
    }
    // 20,000 even draws have a mean of 0.5 ± 0.002, and 1,000 ± 31 in each drawer.
    expect(Math.abs(sum / draws - 0.5)).toBeLessThan(0.01);
    for (const drawer of found) expect(Math.abs(drawer - draws / drawers)).toBeLessThan(170);
  });

  test("of neighbours have nothing to do with each other", () => {
    const draws = 20_000;
    let rises = 0;
    let covariance = 0;
    for (let index = 0; index < draws; index += 1) {
      const [one, next] = [lotOf("external_api", 1, START + index), lotOf("external_api", 1, START + index + 1)];
      if (next > one) rises += 1;
      covariance += (one - 0.5) * (next - 0.5);
    }
    expect(Math.abs(rises / draws - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(covariance / draws)).toBeLessThan(0.005);
  });
});
