import { describe, expect, test } from "vitest";
import { type Circuit, reset } from "../breaker/index.ts";
import { failure, Rig } from "../breaker/testkit.ts";
import { survivor } from "./survivor.ts";

/** A circuit that has opened, and what it was a moment before. */
function opened(): { before: Circuit; after: Circuit } {
  const rig = new Rig();
  rig.run(failure());
  const before = rig.circuit;
  rig.trip();
  return { before, after: rig.circuit };
}

function resetOf(circuit: Circuit): Circuit {
  return reset(circuit, { actor: "ada", reason: null, expectedGeneration: null, to: "closed" }, circuit.since + 1000)
    .circuit;
}

describe("of a circuit whose last writes the store has lost", () => {
  test("the state that is stricter survives, at a generation that no permit is of", () => {
    const { before, after } = opened();
    expect(survivor(after, before)).toMatchObject({ state: "open", generation: after.generation + 1 });
    expect(survivor(before, after)).toMatchObject({ state: "open", generation: after.generation + 1 });
  });

  test("an act survives that only this process knows", () => {
    const { after } = opened();
    const known = resetOf(after);
    expect(survivor(known, after)).toMatchObject({ state: "closed", acts: 1, generation: known.generation + 1 });
  });

  test("an act survives that came after the loss", () => {
    const { after } = opened();
    const stored = resetOf(after);
    expect(survivor(after, stored)).toBe(stored);
  });

  test("what is known survives where both are in the same state and generation", () => {
    const rig = new Rig();
    rig.run(failure());
    const before = rig.circuit;
    rig.run(failure());
    expect(survivor(rig.circuit, before)).toBe(rig.circuit);
  });
});
