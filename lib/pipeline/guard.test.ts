import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import type { NodeResult } from "../nodes/node-kind.ts";
import { DeadlineQueues } from "./deadline-queue.ts";
import { type Bounds, guarded } from "./guard.ts";
import { CANCELLED } from "./reply.ts";
import { answers, HandClock } from "./testkit.ts";

const clock = new HandClock();
const queues = new DeadlineQueues(clock);

function bounds(seconds: number, parent?: AbortSignal) {
  return { seconds, queue: queues.of(seconds), parent, now: clock.now() };
}

/** What is answered in the place of some work, or by it. */
function answered(bounds: Bounds, work: (signal: AbortSignal) => Promise<NodeResult>): Promise<NodeResult> {
  return new Promise((resolve) => guarded(bounds, (signal, done) => work(signal).then(done), resolve));
}

/** Work that never ends, whatever becomes of its signal. */
const endless = () => new Promise<never>(() => {});

test("answers what the work answers", async () => {
  expect(await answered(bounds(10), async () => answers())).toEqual(answers());
});

test("answers when the time is up, although the work ignores its signal", async () => {
  let signal: AbortSignal | undefined;
  const reply = await answered(bounds(0.02), (given) => {
    signal = given;
    return endless();
  });
  expect(reply).toMatchObject({
    type: "timeout",
    verdict: "failure",
    group: "timeout",
    message: "timeout after 0.02 s",
  });
  expect(signal?.aborted).toBe(true);
  expect(signal?.reason).toMatchObject({ name: "TimeoutError" });
});

test("what the work does after its time is dropped", async () => {
  const late = Promise.withResolvers<NodeResult>();
  const told: NodeResult[] = [];
  guarded(
    bounds(0.02),
    (_, done) => late.promise.then(done),
    (result) => told.push(result),
  );
  await expect.poll(() => told).toMatchObject([{ type: "timeout" }]);
  late.resolve(answers("late"));
  await late.promise;
  expect(told).toHaveLength(1);
});

test("what the work makes of the abort does not count as its answer", async () => {
  const reply = await answered(
    bounds(0.02),
    (signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(answers("aborted")))),
  );
  expect(reply).toMatchObject({ type: "timeout" });
});

test("answers at once when it is called off, and passes the reason on", async () => {
  const caller = new AbortController();
  let signal: AbortSignal | undefined;
  const reply = answered(bounds(10, caller.signal), (given) => {
    signal = given;
    return endless();
  });
  caller.abort("no longer needed");
  expect(await reply).toBe(CANCELLED);
  expect(signal?.reason).toBe("no longer needed");
});

test("does not begin what is already called off", async () => {
  let begun = false;
  const reply = await answered(bounds(10, AbortSignal.abort()), async () => {
    begun = true;
    return answers();
  });
  expect(reply).toBe(CANCELLED);
  expect(begun).toBe(false);
});

test("leaves no listener on the caller's signal", async () => {
  const { signal } = new AbortController();
  await answered(bounds(10, signal), async () => answers());
  await answered(bounds(0.02, signal), endless);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
