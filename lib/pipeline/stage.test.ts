import { expect, test } from "vitest";
import { CANCELLED, type Reply } from "./reply.ts";
import type { Awaitable, Execution, Stage } from "./stage.ts";
import { answers, execution, nodeType, through } from "./testkit.ts";

const node = nodeType(async () => answers());
const refusal: Reply = { ok: false, type: "rate_limited", verdict: "ignored", message: "full", retryAfter: 1 };

/** Stages that write down who comes and goes; a test says what one of them does instead. */
function way(which: string, instead: Partial<Stage> = {}) {
  const passed: string[] = [];
  const stages = ["outer", "middle", "inner"].map((name): Stage => {
    const special = name === which ? instead : {};
    return {
      enter(entering) {
        passed.push(`into ${name}`);
        return special.enter?.(entering) ?? null;
      },
      leave(leaving, reply) {
        passed.push(`out of ${name}`);
        return special.leave?.(leaving, reply);
      },
    };
  });
  const core = async () => {
    passed.push("core");
    return answers();
  };
  return {
    passed,
    run: (inside: (execution: Execution) => Promise<Reply> = core) => through(stages, inside)(execution(node)),
  };
}

const ALL = ["into outer", "into middle", "into inner", "core", "out of inner", "out of middle", "out of outer"];
const NOT_INNER = ["into outer", "into middle", "into inner", "out of middle", "out of outer"];

const ways: [string, <T>(value: T) => Awaitable<T>][] = [
  ["at once", (value) => value],
  ["later", async (value) => value],
];

test("an execution goes in through every stage and out again the other way", async () => {
  const { passed, run } = way("none");
  expect(await run()).toEqual(answers());
  expect(passed).toEqual(ALL);
});

test.each(ways)("a stage that has to wait is waited for on either side: %s", async (_, soon) => {
  const { passed, run } = way("middle", { enter: () => soon(null), leave: () => soon(undefined) });
  await run();
  expect(passed).toEqual(ALL);
});

test.each(ways)("what a stage turns back does not leave by it, but by those around it: %s", async (_, soon) => {
  const { passed, run } = way("inner", { enter: () => soon(refusal) });
  expect(await run()).toBe(refusal);
  expect(passed).toEqual(NOT_INNER);
});

const mistake = new Error("a mistake of ours");
const mistakes: [string, () => never | Promise<never>][] = [
  [
    "throws",
    () => {
      throw mistake;
    },
  ],
  ["rejects", () => Promise.reject(mistake)],
];

test.each(mistakes)("whoever was let in is let out where a stage %s on the way in", async (_, fail) => {
  const { passed, run } = way("inner", { enter: fail });
  await expect(run()).rejects.toBe(mistake);
  expect(passed).toEqual(NOT_INNER);
});

test.each(mistakes)("whoever was let in is let out where a stage %s on the way out", async (_, fail) => {
  const { passed, run } = way("inner", { leave: fail });
  await expect(run()).rejects.toBe(mistake);
  expect(passed).toEqual(ALL);
});

test.each(mistakes)("whoever was let in is let out where the core %s", async (_, fail) => {
  const { passed, run } = way("none");
  await expect(run(fail)).rejects.toBe(mistake);
  expect(passed).toEqual(ALL.filter((each) => each !== "core"));
});

test("what is turned back from the core is answered at once, and what comes of it later is dropped", async () => {
  const { passed, run } = way("none");
  const late = Promise.withResolvers<Reply>();
  const reply = run((inside) => {
    queueMicrotask(() => {
      inside.turnBack(CANCELLED);
      inside.turnBack(refusal);
    });
    return late.promise;
  });
  expect(await reply).toBe(CANCELLED);
  late.resolve(answers());
  await late.promise;
  expect(passed).toEqual(ALL.filter((each) => each !== "core"));
});
