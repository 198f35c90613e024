import { expect, test } from "vitest";
import type { PolicyPatch } from "../breaker/index.ts";
import { DeadlineQueues } from "./deadline-queue.ts";
import type { ExecutionContext } from "./execution.ts";
import { CANCELLED } from "./reply.ts";
import { answers, execution, HandClock, nodeType, type Run, through, traceOf } from "./testkit.ts";
import { timeout } from "./timeout.ts";

function stage(node: Run, patch: PolicyPatch = {}, context: ExecutionContext = {}) {
  const executed = execution(nodeType(node, patch), context);
  const run = through(timeout(new DeadlineQueues(new HandClock())), ({ input, signal }) => node(input, signal));
  return { executed, run };
}

const endless: Run = () => new Promise(() => {});

test("answers what comes in time", async () => {
  const { executed, run } = stage(async () => answers());
  expect(await run(executed)).toEqual(answers());
  expect(traceOf(executed, "timeout")).toBe("in_time");
});

test("answers at the end of the policy's budget", async () => {
  const { executed, run } = stage(endless, { timeout_seconds: 0.02 });
  expect(await run(executed)).toMatchObject({ type: "timeout", verdict: "failure", message: "timeout after 0.02 s" });
  expect(traceOf(executed, "timeout")).toBe("expired");
});

test("answers at once when the caller calls off", async () => {
  const caller = new AbortController();
  const { executed, run } = stage(endless, {}, { signal: caller.signal });
  const reply = run(executed);
  caller.abort();
  expect(await reply).toBe(CANCELLED);
  expect(traceOf(executed, "timeout")).toBe("cancelled");
});
