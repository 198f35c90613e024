import { expect, test, vi } from "vitest";
import { MinuteLimit } from "./minute-limit.ts";

test("allows as many executions in a minute as the limit says, for each name apart", async () => {
  const minutes = new MinuteLimit();
  expect(await minutes.consume("acme", 2)).toBeNull();
  expect(await minutes.consume("acme", 2)).toBeNull();
  expect(await minutes.consume("acme", 2)).not.toBeNull();
  expect(await minutes.consume("umbrella", 2)).toBeNull();
});

test("says how long the minute still lasts", async () => {
  const minutes = new MinuteLimit();
  await minutes.consume("acme", 1);
  const wait = await minutes.consume("acme", 1);
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(60);
});

test("another limit counts at once, and what was refused does not count against it", async () => {
  const minutes = new MinuteLimit();
  await minutes.consume("acme", 1);
  for (let refused = 0; refused < 5; refused += 1) await minutes.consume("acme", 1);
  expect(await minutes.consume("acme", 2)).toBeNull();
  expect(await minutes.consume("acme", 2)).not.toBeNull();
  expect(await minutes.consume("acme", 1)).not.toBeNull();
});

test("allows again when the window is over", async () => {
  const minutes = new MinuteLimit(0.05);
  await minutes.consume("acme", 1);
  expect(await minutes.consume("acme", 1)).not.toBeNull();
  await vi.waitFor(async () => expect(await minutes.consume("acme", 1)).toBeNull(), { interval: 5 });
});
