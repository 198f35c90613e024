import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Replayed, replay } from "../../backtest/replay.ts";
import { DEFAULT_POLICY, layerPolicy, type PolicyPatch } from "../../breaker/index.ts";
import { PROPERTY_TIMEOUT, propertyRuns } from "../../breaker/testkit.ts";
import type { RecordedSecond } from "../../telemetry/recorded-second.ts";
import { experiment, recordOf } from "./testing/traffic.ts";
import { play, type Truth } from "./testing/truth.ts";

function replayed(seconds: readonly RecordedSecond[], patch: PolicyPatch): Replayed {
  const steps = replay(seconds, layerPolicy(DEFAULT_POLICY, patch), { from: 0, to: Number.POSITIVE_INFINITY });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What of the truth lies beyond what the replay says; nothing where it is right. */
function beyond(truth: Truth, said: Replayed): string[] {
  const wrong: string[] = [];
  const check = (what: string, figure: number, { least, most }: { least: number; most: number }) => {
    if (figure < least || figure > most) wrong.push(`${what}: ${figure}, not ${least} to ${most}`);
  };
  check("rejected", truth.rejected, said.rejected);
  check("would have succeeded", truth.succeeded, said.succeeded);
  check("openings", truth.openings.length, said.openings);
  for (const [index, at] of truth.openings.entries()) {
    const told = said.told[index];
    if (told !== undefined) check(`opening ${index + 1}`, at, told.at);
  }
  return wrong;
}

describe("what a policy would have done", () => {
  it.each(["instant", "one by one", "together"] as const)(
    "is what a real circuit does, or lies within the bounds, where calls are %s",
    async (manner) => {
      await fc.assert(
        fc.asyncProperty(experiment(manner), fc.boolean(), async ({ policy, calls, random }, isKnown) => {
          const slow = policy.slow_call_seconds ?? null;
          const seconds = await recordOf(calls, isKnown && slow !== null ? slow * 1000 : null);
          const truth = await play(calls, policy, random);
          expect(beyond(truth, replayed(seconds, policy))).toEqual([]);
        }),
        { numRuns: propertyRuns(300) },
      );
    },
    PROPERTY_TIMEOUT,
  );
});
