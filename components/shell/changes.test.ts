import { expect, it } from "vitest";
import { describeChanges } from "./changes.ts";

const states = (text: string) =>
  text.split(" ").map((each) => {
    const [circuit = "", state = ""] = each.split("=");
    return { circuit, state: state as "open" | "closed" | "half_open" };
  });

it("says nothing where all is as it was", () => {
  expect(describeChanges(states("a=open b=closed"), states("b=closed a=open"))).toBeNull();
});

it("names what changed", () => {
  expect(describeChanges(states("a=closed b=open"), states("a=open b=half_open"))).toBe("a is open. b is half-open.");
});

it("counts where it is too much to read out", () => {
  const before = states("a=closed b=closed c=closed d=open");
  expect(describeChanges(before, states("a=open b=open c=open d=closed"))).toBe(
    "4 circuits changed: 3 open, 1 closed.",
  );
});

it("leaves out what came or went", () => {
  expect(describeChanges(states("a=closed"), states("b=open"))).toBeNull();
});
