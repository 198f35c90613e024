import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { DeadlineQueues } from "./deadline-queue.ts";
import { guarded } from "./guard.ts";
import { CANCELLED } from "./reply.ts";
import { HandClock } from "./testkit.ts";

const clock = new HandClock();
const queues = new DeadlineQueues(clock);

function bounds(seconds: number, parent?: AbortSignal) {
  return { seconds, queue: queues.of(seconds), parent, now: clock.now() };
}

/** Work that never ends, whatever becomes of its signal. */
const endless = () => new Promise<never>(() => {});

test("answers what the work answers", async () => {
  expect(await guarded(bounds(10), async () => "done")).toBe("done");
});

test("hands on what the work throws", async () => {
  await expect(guarded(bounds(10), () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
});

test("answers when the time is up, although the work ignores its signal", async () => {
  let signal: AbortSignal | undefined;
  const reply = await guarded(bounds(0.02), (given) => {
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

test.each(["resolves", "rejects"])("what the work does after its time is dropped: it %s", async (how) => {
  const late = Promise.withResolvers<string>();
  const reply = await guarded(bounds(0.02), () => late.promise);
  if (how === "resolves") late.resolve("late");
  else late.reject(new Error("late"));
  expect(reply).toMatchObject({ type: "timeout" });
});

test("what the work makes of the abort does not count as its answer", async () => {
  const reply = await guarded(
    bounds(0.02),
    (signal) => new Promise<string>((resolve) => signal.addEventListener("abort", () => resolve("aborted"))),
  );
  expect(reply).toMatchObject({ type: "timeout" });
});

test("answers at once when it is called off, and passes the reason on", async () => {
  const caller = new AbortController();
  let signal: AbortSignal | undefined;
  const reply = guarded(bounds(10, caller.signal), (given) => {
    signal = given;
    return endless();
  });
  caller.abort("no longer needed");
  expect(await reply).toBe(CANCELLED);
  expect(signal?.reason).toBe("no longer needed");
});

test("does not begin what is already called off", async () => {
  let begun = false;
  const reply = await guarded(bounds(10, AbortSignal.abort()), async () => {
    begun = true;
  });
  expect(reply).toBe(CANCELLED);
  expect(begun).toBe(false);
});

test("leaves no listener on the caller's signal", async () => {
  const { signal } = new AbortController();
  await guarded(bounds(10, signal), async () => "done");
  await guarded(bounds(0.02, signal), endless);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
