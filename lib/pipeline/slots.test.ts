import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

test("gives as many slots as there are, for each name apart", () => {
  const slots = new Slots();
  expect(slots.take("a", 2)).toBe(true);
  expect(slots.take("a", 2)).toBe(true);
  expect(slots.take("a", 2)).toBe(false);
  expect(slots.take("b", 2)).toBe(true);
});

test("a slot that was given back can be taken again", () => {
  const slots = new Slots();
  slots.take("a", 1);
  slots.release("a");
  expect(slots.take("a", 1)).toBe(true);
});

test("a lower ceiling counts what is already running", () => {
  const slots = new Slots();
  slots.take("a", 3);
  slots.take("a", 3);
  expect(slots.take("a", 1)).toBe(false);
  slots.release("a");
  expect(slots.take("a", 1)).toBe(false);
  slots.release("a");
  expect(slots.take("a", 1)).toBe(true);
});
