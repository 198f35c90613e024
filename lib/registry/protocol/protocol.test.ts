import { expect, test } from "vitest";
import { PROPERTY_TIMEOUT, propertyRuns } from "../../breaker/testkit.ts";
import { runProtocol } from "./run.ts";
import { Tally } from "./tally.ts";

const RUNS = propertyRuns(1500);

/** The same seeds each time, so that a failure is news about the code; the command draws others. */
const FIRST_SEED = 1;

test(
  "whatever a network does between instances and their store, nothing counts twice, no reset is undone and nothing is stuck",
  async () => {
    const total = new Tally();
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
      const { tally } = await runProtocol(seed).catch((error) => {
        throw new Error(`replay with: npm run chaos -- --protocol --seed ${seed}`, { cause: error });
      });
      total.add(tally);
    }
    // Histories in which nothing goes wrong show nothing.
    const { conflicts, requestsLost, repliesLost, repeated, forks, merges, resyncs, crashes } = total;
    const rarest = Math.min(conflicts, requestsLost, repliesLost, repeated, forks, merges, resyncs, crashes);
    expect(rarest).toBeGreaterThan(RUNS / 5);
  },
  PROPERTY_TIMEOUT,
);

test("a seed replays: the same steps in the same order", async () => {
  const [first, second] = [await runProtocol(4711), await runProtocol(4711)];
  expect(String(second.tally)).toBe(String(first.tally));
  expect(first.trail.length).toBeGreaterThan(0);
  // The ids of writes and probes are random, and decide nothing.
  const plain = (trail: readonly string[]) => trail.map((line) => line.replace(/[\w-]{12}\d+/g, "id"));
  expect(plain(second.trail)).toEqual(plain(first.trail));
});
