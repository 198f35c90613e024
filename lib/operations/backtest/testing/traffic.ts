import fc from "fast-check";
import type { PolicyPatch } from "../../../breaker/index.ts";
import { MemoryStore } from "../../../stores/memory/memory-store.ts";
import { CallStatistics } from "../../../telemetry/call-statistics.ts";
import type { RecordedSecond } from "../../../telemetry/recorded-second.ts";
import { unpackSeconds } from "../../../telemetry/second-text.ts";
import type { Call } from "./truth.ts";

export const NOON = Date.UTC(2026, 0, 10, 12);

/** How calls follow one another. */
type Manner = "instant" | "one by one" | "together";

/** A while in which things stay as they are. */
interface Phase {
  readonly seconds: number;
  readonly callsPerSecond: number;
  /** Of a hundred. */
  readonly failing: number;
  readonly ignored: number;
  /** Milliseconds that a call takes at the most. */
  readonly longest: number;
}

const phase: fc.Arbitrary<Phase> = fc.record({
  seconds: fc.integer({ min: 1, max: 25 }),
  callsPerSecond: fc.constantFrom(0.3, 1, 2, 5, 12),
  failing: fc.constantFrom(0, 0, 5, 30, 50, 80, 100, 100),
  ignored: fc.constantFrom(0, 0, 0, 20),
  longest: fc.constantFrom(1, 50, 300, 3000),
});

const policy: fc.Arbitrary<PolicyPatch> = fc.record({
  strategy: fc.constantFrom<NonNullable<PolicyPatch["strategy"]>>(
    "consecutive",
    "consecutive",
    "failure_rate",
    ["consecutive", "failure_rate"],
    "adaptive",
    ["consecutive", "adaptive"],
  ),
  failure_threshold: fc.integer({ min: 1, max: 8 }),
  failure_rate: fc.constantFrom(0.2, 0.5, 0.8, 1),
  minimum_calls: fc.constantFrom(1, 3, 10, 20),
  window_seconds: fc.constantFrom(1, 1.05, 3, 10, 20, 60),
  window_calls: fc.constantFrom(null, null, 1, 4, 10, 25),
  slow_call_seconds: fc.constantFrom(null, null, 0.05, 0.2, 0.25, 1),
  slow_call_rate: fc.constantFrom(0.3, 0.6, 1),
  recovery_timeout: fc.constantFrom(0.1, 0.5, 1, 1, 2.5, 5, 10, 30),
  recovery_backoff: fc.record({
    factor: fc.constantFrom(1, 1, 2),
    cap_seconds: fc.constantFrom(4, 60),
    jitter: fc.constantFrom(false, false, false, true),
    reset_after_seconds: fc.constantFrom(0, 5, 600),
  }),
  ramp_seconds: fc.constantFrom(0, 0, 0, 4),
  half_open_max_calls: fc.constantFrom(1, 2, 3),
  half_open_successes: fc.constantFrom(1, 1, 1, 2, 3),
});

/** A policy, calls to try it on, and what decides where only a share of them is let through. */
export const experiment = (manner: Manner) =>
  fc.record({ policy, phases: fc.array(phase, { minLength: 1, maxLength: 8 }), seed: fc.integer() }).map((given) => {
    const random = mulberry32(given.seed);
    return { ...given, calls: callsOf(given.phases, manner, random), random };
  });

/** What telemetry records of these calls. */
export async function recordOf(calls: readonly Call[], slowFrom: number | null): Promise<RecordedSecond[]> {
  const statistics = new CallStatistics({ now: () => NOON, slowFrom: () => slowFrom });
  const inOrder = calls.map((call, index) => ({ call, index }));
  inOrder.sort((a, b) => a.call.ended - b.call.ended || a.index - b.index);
  for (const { call } of inOrder) statistics.executed("api", call.kind, call.ended - call.began, call.ended);
  const store = new MemoryStore();
  await statistics.flush(store, Number.POSITIVE_INFINITY);
  const recordings = store.recordings("api", 0);
  return recordings.flatMap(({ minute, seconds }) => unpackSeconds(minute, seconds));
}

function callsOf(phases: readonly Phase[], manner: Manner, random: () => number): Call[] {
  const calls: Call[] = [];
  let at = NOON;
  for (const { seconds, callsPerSecond, failing, ignored, longest } of phases) {
    const end = at + seconds * 1000;
    while (at < end) {
      at += Math.ceil((-Math.log(1 - random()) * 1000) / callsPerSecond);
      const kind = random() * 100 < ignored ? "ignored" : random() * 100 < failing ? "failure" : "success";
      // What says nothing keeps nobody from being a test call: the replay takes it for that, and says so.
      const isQuick = manner === "instant" || (manner === "together" && kind === "ignored");
      const ms = isQuick ? 0 : Math.ceil(random() * longest);
      calls.push({ began: at, ended: at + ms, kind });
      if (manner === "one by one") at += ms;
    }
  }
  return calls;
}

/** Tommy Ettinger's generator: small, fast, and the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
