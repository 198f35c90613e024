import { describe, expect, it } from "vitest";
import { countSelected, isSelected, NONE, withCircuits } from "./selection.ts";

const SHOWN = ["a", "b", "c"];
const selectedOf = (selection: typeof NONE) => SHOWN.filter((circuit) => isSelected(selection, circuit));

describe("a selection by name", () => {
  it("takes circuits in and out", () => {
    const both = withCircuits(NONE, ["a", "b"], true);
    expect(selectedOf(both)).toEqual(["a", "b"]);
    expect(selectedOf(withCircuits(both, ["a", "c"], false))).toEqual(["b"]);
    expect(selectedOf(NONE)).toEqual([]);
  });

  it("does not count what has left the page", () => {
    expect(countSelected(withCircuits(NONE, ["a", "gone"], true), SHOWN, 40)).toBe(1);
  });
});

describe("a selection of all that match", () => {
  const all = { ...NONE, all: true };

  it("is more than what is shown, and leaves some out", () => {
    expect(countSelected(all, SHOWN, 40)).toBe(40);
    const but = withCircuits(all, ["b"], false);
    expect(selectedOf(but)).toEqual(["a", "c"]);
    expect(countSelected(but, SHOWN, 40)).toBe(39);
    expect(selectedOf(withCircuits(but, ["b"], true))).toEqual(SHOWN);
  });
});
