import { expect, test } from "vitest";
import { PROPERTY_TIMEOUT, propertyRuns } from "../../breaker/testkit.ts";
import { type Outlook, runChaos } from "./run.ts";

const RUNS = propertyRuns(400);

/** The same seeds each time, so that a failure is news about the code; the command draws others. */
const FIRST_SEED = 1;

test(
  "whatever callers, admins and a slow store do, promises hold and every circuit closes again",
  async () => {
    const outlooks: Outlook[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
      outlooks.push(
        await runChaos(seed).catch((error) => {
          throw new Error(`replay with: npm run chaos -- --seed ${seed}`, { cause: error });
        }),
      );
    }
    const sum = (of: (outlook: Outlook) => number) => outlooks.reduce((total, each) => total + of(each), 0);
    // A run in which nothing goes wrong shows nothing.
    expect(sum(({ opened }) => opened)).toBeGreaterThan(RUNS);
    expect(sum(({ rejected }) => rejected)).toBeGreaterThan(RUNS * 10);
  },
  PROPERTY_TIMEOUT,
);

test("a seed replays: the same events in the same order", async () => {
  const logs = await Promise.all([runChaos(4711), runChaos(4711)]);
  expect(logs[0].log.length).toBeGreaterThan(0);
  expect(logs[1]).toEqual(logs[0]);
});
