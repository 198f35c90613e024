import fc from "fast-check";
import { type RevisedPolicy, STRATEGIES } from "../index.ts";
import { policyOf } from "../testkit.ts";

const seconds = (least: number, most: number) => fc.integer({ min: least, max: most }).map((ms) => ms / 1000);
const often = <T>(usual: T, seldom: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: seldom });

const strategy = fc.oneof(
  fc.constantFrom(...STRATEGIES),
  fc.shuffledSubarray([...STRATEGIES], { minLength: 1 }),
  fc.constant("consecutive" as const),
);

/** What judges a window: small ones, so that they fill and roll within a few commands. */
const window = fc.record({
  minimum_calls: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 12 })),
  window_seconds: fc.constantFrom(1, 2, 5, 60),
  window_calls: fc.option(fc.constantFrom(1, 2, 3, 5, 8), { freq: 2 }),
  failure_rate: fc.constantFrom(0.3, 0.5, 0.75, 1),
  slow_call_seconds: fc.option(fc.constantFrom(0.25, 1), { freq: 2 }),
  slow_call_rate: fc.constantFrom(0.3, 0.5, 1),
  adaptive: fc.record({
    multiplier: fc.constantFrom(1, 2, 3),
    floor: fc.constantFrom(0.05, 0.5),
    open_below: fc.constantFrom(0, 0, 0, 0.1, 0.5),
  }),
});

/** Factors are whole, so that no wait lies between two milliseconds, where the order of sums would round it. */
const recovery = fc.record({
  recovery_timeout: fc.oneof(seconds(100, 1000), seconds(1000, 6000)),
  recovery_backoff: often(
    { factor: 1, cap_seconds: 3600, jitter: false, reset_after_seconds: 600 },
    fc.record({
      factor: fc.constantFrom(1, 2, 3, 10),
      cap_seconds: fc.constantFrom(0.1, 4, 9, 3600),
      jitter: fc.boolean(),
      reset_after_seconds: fc.constantFrom(0, 1, 5, 600),
    }),
  ),
  ramp_seconds: fc.oneof(fc.constant(0), seconds(1, 5000), seconds(5000, 60_000)),
  half_open_max_calls: fc.integer({ min: 1, max: 3 }),
  half_open_successes: fc.constantFrom(1, 1, 1, 2, 3),
});

/** Policies of small numbers, so that all they speak of happens soon. */
export const policies: fc.Arbitrary<RevisedPolicy> = fc
  .tuple(
    fc.record({
      strategy,
      failure_threshold: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
        { weight: 1, arbitrary: fc.constant(22) },
      ),
      timeout_seconds: seconds(10, 3000),
    }),
    window,
    recovery,
  )
  .map(([consecutive, rates, waits]) => policyOf({ ...consecutive, ...rates, ...waits }));
