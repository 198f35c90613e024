import { expect, test } from "vitest";
import { DeadlineQueue, DeadlineQueues, type Timed } from "./deadline-queue.ts";
import { HandClock } from "./testkit.ts";

const LENGTH_MS = 20;

/** A deadline that tells when it passes. */
function deadline(queue: DeadlineQueue, passed: string[], name: string): Timed {
  const timed: Timed = {
    dueAt: 0,
    previous: null,
    following: null,
    expire() {
      queue.remove(timed);
      passed.push(name);
    },
  };
  return timed;
}

function queueWithClock() {
  const passed: string[] = [];
  const clock = new HandClock();
  const queue = new DeadlineQueue(LENGTH_MS, clock);
  const add = (name: string) => {
    const timed = deadline(queue, passed, name);
    queue.add(timed, clock.now());
    return timed;
  };
  return { passed, clock, queue, add };
}

test("deadlines pass in the order in which they were set", async () => {
  const { passed, clock, add } = queueWithClock();
  add("first");
  add("second");
  clock.wait(1);
  await expect.poll(() => passed).toEqual(["first", "second"]);
});

test("a deadline passes even where the clock stands still", async () => {
  const { passed, add } = queueWithClock();
  add("first");
  add("second");
  await expect.poll(() => passed).toEqual(["first", "second"]);
});

test("what was taken off does not pass, wherever it stood", async () => {
  const { passed, queue, add } = queueWithClock();
  const names = ["first", "second", "third", "fourth"];
  const [first, , third, fourth] = names.map(add);
  for (const timed of [third, first, fourth]) queue.remove(timed as Timed);
  add("fifth");
  await expect.poll(() => passed).toEqual(["second", "fifth"]);
});

test("a deadline set when another passes has its own full time", async () => {
  const { passed, clock, queue, add } = queueWithClock();
  let setAt = 0;
  let passedAt = 0;
  const first = deadline(queue, passed, "first");
  const second = deadline(queue, passed, "second");
  first.expire = () => {
    queue.remove(first);
    setAt = performance.now();
    queue.add(second, clock.now());
  };
  second.expire = () => {
    queue.remove(second);
    passedAt = performance.now();
  };
  queue.add(first, clock.now());
  await expect.poll(() => passedAt).toBeGreaterThan(0);
  // Node's timers are as fine as a millisecond.
  expect(passedAt - setAt).toBeGreaterThan(LENGTH_MS - 2);
  expect(add("third").dueAt).toBe(clock.now() + LENGTH_MS);
});

/** Timers that keep this process alive. */
const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

test("keeps the process alive while something waits, and no longer", () => {
  const { queue, add } = queueWithClock();
  const before = timers();
  const first = add("first");
  expect(timers()).toBe(before + 1);
  queue.remove(first);
  expect(timers()).toBe(before);
  const second = add("second");
  expect(timers()).toBe(before + 1);
  queue.remove(second);
  expect(timers()).toBe(before);
});

test("there is one queue for each length", () => {
  const queues = new DeadlineQueues(new HandClock());
  expect(queues.of(2)).toBe(queues.of(2));
  expect(queues.of(2)).not.toBe(queues.of(3));
});
