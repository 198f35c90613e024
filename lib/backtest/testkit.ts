import { DEFAULT_POLICY, layerPolicy, type PolicyPatch } from "../breaker/index.ts";
import { LATENCY_BUCKETS, latencyBucket } from "../telemetry/latency.ts";
import type { CallKind } from "../telemetry/minute-counter.ts";
import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import { SecondTally } from "../telemetry/second-tally.ts";
import { type Period, type Replayed, replay } from "./replay.ts";

export const START = Date.UTC(2026, 0, 10, 12);

const KINDS: Readonly<Record<string, CallKind>> = {
  s: "success",
  S: "success",
  f: "failure",
  F: "failure",
  i: "ignored",
};
/** Milliseconds of a call, and of one whose letter is a capital. */
const [QUICK, SLOW] = [4, 400];

interface Manner {
  /** Milliseconds from which on slow calls were counted; null where none were. */
  readonly slowFrom?: number | null;
  /** Whether each call began before the one before it had ended. */
  readonly together?: boolean;
  /** Whether slow calls ended as the second began, so that they began before it. */
  readonly carried?: boolean;
}

/** One second for each text, its calls by their letters in their order; nothing is recorded of an empty one. */
export function recordOf(
  texts: readonly string[],
  { slowFrom = null, together = false, carried = false }: Manner = {},
): RecordedSecond[] {
  return texts.flatMap((text, index) => {
    if (text === "") return [];
    const start = START + index * 1000;
    const tally = new SecondTally(start, slowFrom, new Uint32Array(LATENCY_BUCKETS));
    for (const letter of text) {
      const kind = KINDS[letter];
      const ms = letter === letter.toUpperCase() ? SLOW : QUICK;
      const lastEnd = together ? Number.POSITIVE_INFINITY : start;
      if (kind === undefined) tally.rejected();
      else tally.executed(kind, ms, latencyBucket(ms), carried && ms === SLOW ? start - ms : start, lastEnd);
    }
    return [tally.sealed(false)];
  });
}

export const ALL: Period = { from: 0, to: Number.POSITIVE_INFINITY };

/** What a policy would have done, played to the end. */
export function replayed(seconds: readonly RecordedSecond[], patch: PolicyPatch, period = ALL): Replayed {
  const steps = replay(seconds, layerPolicy(DEFAULT_POLICY, patch), period);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
