import { describe, expect, it } from "vitest";
import { sightingsShown } from "./sightings.ts";

const shown = (seeing_failures: number, calling: number) =>
  sightingsShown({ seeing_failures, calling, alive: 20, only: seeing_failures === 1 ? "orders-1" : null });

describe("who sees a circuit fail", () => {
  it("is not mentioned while nobody does", () => {
    expect([shown(0, 0), shown(0, 12)]).toEqual([null, null]);
  });

  it("points to the instance where it is one of three or more", () => {
    expect(shown(1, 12)).toEqual({
      isOneInstance: true,
      sentence: "1 of 12 instances sees failures: orders-1",
      meaning: "probably that instance, not the dependency",
    });
    expect(shown(1, 3)?.isOneInstance).toBe(true);
  });

  it("suspects nobody where one of two does", () => {
    expect(shown(1, 2)).toEqual({
      isOneInstance: false,
      sentence: "1 of 2 instances sees failures: orders-1",
      meaning: null,
    });
  });

  it("points to the dependency where all do", () => {
    expect(shown(12, 12)).toMatchObject({
      sentence: "All 12 instances see failures",
      meaning: "probably the dependency",
    });
    expect(shown(2, 2)?.sentence).toBe("Both instances see failures");
  });

  it("says how many where some do, and who calls where one alone does", () => {
    expect(shown(5, 12)).toMatchObject({ sentence: "5 of 12 instances see failures", meaning: null });
    expect(shown(1, 1)).toMatchObject({ sentence: "Only orders-1 calls it, and sees failures", meaning: null });
  });
});
