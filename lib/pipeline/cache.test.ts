import { expect, test } from "vitest";
import type { NodeResult } from "../nodes/node-kind.ts";
import { cache } from "./cache.ts";
import type { ExecutionContext } from "./execution.ts";
import { ResultCache } from "./result-cache.ts";
import { answers, execution, fails, HandClock, nodeType, through, traceOf } from "./testkit.ts";

/** A cache stage around a node that answers how often it has run. */
function counting(reply: (runs: number) => NodeResult = (runs) => answers({ runs })) {
  let runs = 0;
  const clock = new HandClock();
  const run = through(cache(new ResultCache(clock)), async () => {
    runs += 1;
    return reply(runs);
  });
  return { clock, run, runs: () => runs };
}

const kept = nodeType(async () => answers(), { cache_ttl_seconds: 10 });
const acme: ExecutionContext = { workspace: "acme", credential: "key-7" };

test("is off unless the policy sets a time to live", async () => {
  const { run, runs } = counting();
  const node = nodeType(async () => answers());
  await run(execution(node));
  const executed = execution(node);
  await run(executed);
  expect(runs()).toBe(2);
  expect(traceOf(executed, "cache")).toBe("off");
});

test("answers the same input from the cache until its time is over", async () => {
  const { clock, run } = counting();
  const first = execution(kept, acme, { id: 1 });
  expect(await run(first)).toEqual(answers({ runs: 1 }));
  expect(traceOf(first, "cache")).toBe("miss");
  const second = execution(kept, acme, { id: 1 });
  expect(await run(second)).toEqual({ ok: true, output: { runs: 1 }, cached: true });
  expect(traceOf(second, "cache")).toBe("hit");
  clock.wait(11);
  expect(await run(execution(kept, acme, { id: 1 }))).toEqual(answers({ runs: 2 }));
});

test("does not look at the order of the input's properties", async () => {
  const { run, runs } = counting();
  await run(execution(kept, acme, { a: 1, b: { c: 2, d: 3 } }));
  await run(execution(kept, acme, { b: { d: 3, c: 2 }, a: 1 }));
  expect(runs()).toBe(1);
});

test.each([
  ["another input", kept, acme, { id: 2 }],
  ["another workspace", kept, { ...acme, workspace: "umbrella" }, { id: 1 }],
  ["no workspace", kept, { ...acme, workspace: null }, { id: 1 }],
  ["another credential", kept, { ...acme, credential: "key-8" }, { id: 1 }],
  ["another revision", { ...kept, revision: 2 }, acme, { id: 1 }],
  ["another node type", { ...kept, name: "llm" }, acme, { id: 1 }],
] as const)("never answers %s", async (_, node, context, input) => {
  const { run, runs } = counting();
  await run(execution(kept, acme, { id: 1 }));
  await run(execution(node, context, input));
  expect(runs()).toBe(2);
});

test("keeps only successes", async () => {
  const { run, runs } = counting((count) => (count === 1 ? fails() : fails({ verdict: "ignored" })));
  for (let call = 0; call < 3; call += 1) await run(execution(kept));
  expect(runs()).toBe(3);
});

test("what a caller does to an answer does not reach the next one", async () => {
  const { run } = counting(() => answers({ list: [1] }));
  for (let call = 0; call < 3; call += 1) {
    const reply = await run(execution(kept));
    expect(reply).toMatchObject({ output: { list: [1] } });
    (reply as { output: { list: number[] } }).output.list.push(2);
  }
});

test.each([
  ["an input", { at: new Date(0) }, {}],
  ["an output", {}, { at: new Date(0) }],
])("leaves alone %s that is not plain JSON", async (_, input, output) => {
  const { run, runs } = counting(() => answers(output));
  await run(execution(kept, acme, input));
  await run(execution(kept, acme, input));
  expect(runs()).toBe(2);
});

test("an input that throws when it is looked at is run all the same", async () => {
  const { run } = counting();
  const input = Object.defineProperty({}, "id", {
    enumerable: true,
    get: () => {
      throw new Error("not today");
    },
  });
  const executed = execution(kept, acme, input);
  expect(await run(executed)).toEqual(answers({ runs: 1 }));
  expect(traceOf(executed, "cache")).toBe("bypassed");
});
