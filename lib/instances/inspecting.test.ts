import { expect, it, onTestFinished, vi } from "vitest";
import { StoreError } from "../stores/store.ts";
import { startInspecting } from "./inspecting.ts";

const A_DAY = 24 * 60 * 60_000;

function inspect(answers: readonly (() => Promise<void>)[], intervals: Parameters<typeof startInspecting>[1]) {
  let asked = 0;
  const health = {
    inspect: () => {
      const answer = answers[Math.min(asked, answers.length - 1)]!;
      asked += 1;
      return answer();
    },
  };
  const stop = startInspecting(health, intervals);
  onTestFinished(stop);
  return { stop, asked: () => asked };
}

const answered = async () => {};
const unanswered = async () => {
  throw new StoreError("unavailable", "no answer within 1000 ms");
};

it("a server that did not answer is asked again soon, and once it did only at times", async () => {
  const { asked } = inspect([unanswered, unanswered, answered], { answered: A_DAY, unanswered: 1 });
  await vi.waitFor(() => expect(asked()).toBe(3));
});

it("a server that answered is asked again later", async () => {
  const { asked } = inspect([answered], { answered: 1, unanswered: A_DAY });
  await vi.waitFor(() => expect(asked()).toBeGreaterThan(2));
});

it("nobody is asked after the end, not even where an answer was on its way", async () => {
  const pending = Promise.withResolvers<void>();
  const { stop, asked } = inspect([() => pending.promise], { answered: 0, unanswered: 0 });
  stop();
  pending.resolve();
  // What it would do next, it would do within the turn after.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  expect(asked()).toBe(1);
});
