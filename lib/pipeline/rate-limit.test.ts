import { expect, test, vi } from "vitest";
import { rateLimit } from "./rate-limit.ts";
import type { Reply } from "./reply.ts";
import { answers, execution, nodeType, through, traceOf } from "./testkit.ts";
import { type LimitsOf, type WorkspaceLimits, WorkspaceUses } from "./workspace-uses.ts";

const acme = { workspace: "acme" };
const noLimits = () => null;
const next = async () => answers();

/** The stage of a process that is alone, or one of several that divide the limits, in a minute that does not end. */
function limited(limitsOf: LimitsOf, processes = 1) {
  const uses = new WorkspaceUses({ now: () => 0, isShared: processes > 1 });
  uses.hear({ size: processes, rank: processes - 1 }, []);
  return rateLimit(limitsOf, uses);
}

/** A stage inside which executions stay until the test lets them go. */
function holding() {
  const held: PromiseWithResolvers<Reply>[] = [];
  const run = () => {
    const reply = Promise.withResolvers<Reply>();
    held.push(reply);
    return reply.promise;
  };
  return { held, run };
}

function limits(more: Partial<WorkspaceLimits>) {
  return () => ({ executions_per_minute: null, concurrent_executions: null, ...more });
}

const node = (max_concurrent = 0) => nodeType(async () => answers(), { max_concurrent });

test("lets everything through where nothing is limited", async () => {
  const run = through(limited(noLimits), next);
  const executed = execution(node(), acme);
  expect(await run(executed)).toEqual(answers());
  expect(traceOf(executed, "rate_limit")).toBe("allowed");
});

test("refuses what exceeds the workspace's executions per minute, with the time to wait", async () => {
  const run = through(limited(limits({ executions_per_minute: 1 })), next);
  await run(execution(node(), acme));
  const executed = execution(node(), acme);
  expect(await run(executed)).toMatchObject({
    ok: false,
    type: "rate_limited",
    retryAfter: expect.any(Number),
    message: "workspace acme has used its 1 executions per minute",
  });
  expect(traceOf(executed, "rate_limit")).toBe("rejected");
});

test("an execution without a workspace has no workspace's limit", async () => {
  const run = through(limited(limits({ executions_per_minute: 1, concurrent_executions: 1 })), next);
  await run(execution(node()));
  expect(await run(execution(node()))).toEqual(answers());
});

test("refuses what exceeds the workspace's concurrent executions, and admits again when one ends", async () => {
  const { held, run: inner } = holding();
  const run = through(limited(limits({ concurrent_executions: 1 })), inner);
  const first = run(execution(node(), acme));
  expect(await run(execution(node(), acme))).toMatchObject({ type: "rate_limited", retryAfter: 1 });
  held[0]?.resolve(answers());
  await first;
  void run(execution(node(), acme));
  expect(held).toHaveLength(2);
});

test("refuses what exceeds the node type's own ceiling, whoever asks", async () => {
  const { held, run: inner } = holding();
  const run = through(limited(noLimits), inner);
  void run(execution(node(1)));
  expect(await run(execution(node(1), { workspace: "other" }))).toMatchObject({
    type: "rate_limited",
    message: "external_api may run 1 at a time, and all are running",
  });
  expect(held).toHaveLength(1);
});

test("a ceiling of another height counts at once", async () => {
  const { held, run: inner } = holding();
  const run = through(limited(noLimits), inner);
  void run(execution(node(1)));
  void run(execution(node(2)));
  expect(held).toHaveLength(2);
});

test("a slot comes back when what it was for throws", async () => {
  const run = through(limited(limits({ concurrent_executions: 1 })), () =>
    Promise.reject(new Error("a mistake of ours")),
  );
  await expect(run(execution(node(1), acme))).rejects.toThrow("a mistake of ours");
  await expect(run(execution(node(1), acme))).rejects.toThrow("a mistake of ours");
});

test("a slot comes back where the limits cannot be looked up", async () => {
  const lookup = { fails: true };
  const run = through(
    limited(() => {
      if (lookup.fails) throw new Error("no limits");
      return null;
    }),
    next,
  );
  await expect(run(execution(node(1), acme))).rejects.toThrow("no limits");
  lookup.fails = false;
  expect(await run(execution(node(1), acme))).toEqual(answers());
});

test("what the minute refuses gives its slots back", async () => {
  const run = through(limited(limits({ executions_per_minute: 1, concurrent_executions: 1 })), next);
  await run(execution(node(1), acme));
  const refusals = [await run(execution(node(1), acme)), await run(execution(node(1), acme))];
  for (const refusal of refusals) expect(refusal).toMatchObject({ message: expect.stringContaining("per minute") });
});

test("executions refused for being too many at a time do not use up the minute", async () => {
  const { held, run: inner } = holding();
  const run = through(limited(limits({ executions_per_minute: 2, concurrent_executions: 1 })), inner);
  const first = run(execution(node(), acme));
  await vi.waitFor(() => expect(held).toHaveLength(1));
  await run(execution(node(), acme));
  await run(execution(node(), acme));
  held[0]?.resolve(answers());
  await first;
  void run(execution(node(), acme));
  await vi.waitFor(() => expect(held).toHaveLength(2));
});

test("says that it is this instance's share that is used, and to ask again once shares may have moved", async () => {
  const { run: inner } = holding();
  const run = through(limited(limits({ executions_per_minute: 3, concurrent_executions: 5 }), 3), inner);
  void run(execution(node(), acme));
  expect(await run(execution(node(), acme))).toMatchObject({
    message: "workspace acme may run 5 at a time, 1 of them in this instance, and all are running",
    retryAfter: 1,
  });
  const minute = through(limited(limits({ executions_per_minute: 3 }), 3), next);
  await minute(execution(node(), acme));
  expect(await minute(execution(node(), acme))).toMatchObject({
    message: "workspace acme has used this instance's 1 of its 3 executions per minute",
    retryAfter: 5,
  });
});
