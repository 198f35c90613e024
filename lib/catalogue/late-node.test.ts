import { expect, it } from "vitest";
import { LateNode } from "./late-node.ts";
import { Letter } from "./testkit.ts";

/** A node that can be made once the test says so. */
function late() {
  const state = { isReady: false, attempts: 0, time: 0, letter: new Letter("http://api.test", new Map()) };
  const node = new LateNode({
    make: async () => {
      state.attempts += 1;
      if (!state.isReady) throw new Error(`attempt ${state.attempts}`);
      return state.letter;
    },
    explain: (error) => `cannot run: ${(error as Error).message}`,
    error: new Error("the first one"),
    now: () => state.time,
  });
  return { state, node, run: () => node.run({}, new AbortController().signal) };
}

it("says why it cannot run, as an outcome that speaks against nobody, and is tried again once a second", async () => {
  const { state, run } = late();
  expect(await run()).toMatchObject({ ok: false, verdict: "ignored", message: "cannot run: attempt 1" });
  state.time = 999;
  expect(await run()).toMatchObject({ message: "cannot run: attempt 1" });
  state.time = 1000;
  expect(await run()).toMatchObject({ message: "cannot run: attempt 2" });
});

it("runs once it can be made, and is made once for all who wait", async () => {
  const { state, run } = late();
  state.isReady = true;
  const results = await Promise.all([run(), run()]);
  expect([...results, await run()].every(({ ok }) => ok)).toBe(true);
  expect(state.attempts).toBe(1);
});

it("closes what it made, though it was made after the end", async () => {
  const { state, node, run } = late();
  state.isReady = true;
  const running = run();
  await node.close();
  await running;
  expect(state.letter.isClosed).toBe(true);
});
