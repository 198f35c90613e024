import { expect, test } from "vitest";
import { analytics } from "./analytics.ts";
import { answers, execution, fails, HandClock, NotedCalls, nodeType, through, traceOf } from "./testkit.ts";

const node = nodeType(async () => answers());

test.each([
  ["success", answers()],
  ["failure", fails()],
  ["ignored", fails({ verdict: "ignored" })],
  ["ignored", { ok: true, output: 1, cached: true } as const],
] as const)("counts a %s and its latency for the circuit", async (kind, reply) => {
  const calls = new NotedCalls();
  const clock = new HandClock();
  const executed = execution(node);
  const run = through(analytics(calls, clock), async () => {
    clock.wait(0.25);
    return reply;
  });
  expect(await run(executed)).toBe(reply);
  expect(calls.executions).toEqual([{ circuit: "external_api", kind, ms: 250 }]);
  expect(traceOf(executed, "analytics")).toBe("counted");
});
