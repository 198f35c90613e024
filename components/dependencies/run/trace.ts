import type { TraceView } from "@/lib/contracts/execute.ts";

const NAMES: ReadonlyMap<string, string> = new Map([
  ["rate_limit", "Rate limit"],
  ["circuit", "Circuit check"],
  ["cache", "Cache"],
  ["timeout", "Timeout guard"],
  ["retry", "Retry"],
  ["analytics", "Analytics"],
  ["record", "Recording"],
]);

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly result: string;
  readonly ms: number;
  /** Whether the execution got this far. */
  readonly reached: boolean;
  /** The dependency's time, within the stage above it. */
  readonly inner: boolean;
  /** Percent of the whole: where it begins, and how long it is. */
  readonly from: number;
  readonly width: number;
}

type Timed = Omit<Bar, "from" | "width">;

/**
 * The stages as a waterfall. Each one's time is its own, so they follow on, and what is left of the whole is what the
 * innermost of them waited for: the dependency, and the pauses between attempts.
 */
export function barsOf(trace: TraceView): Bar[] {
  const whole = Math.max(trace.total_ms, ownTime(trace));
  let passed = 0;
  return trace.stages
    .flatMap((stage) => (stage.stage === "retry" && trace.attempts > 0 ? [timed(stage), call(trace)] : [timed(stage)]))
    .map((bar) => {
      const from = percentOf(passed, whole);
      passed += bar.ms;
      return { ...bar, from, width: percentOf(bar.ms, whole) };
    });
}

function timed({ stage, result, ms }: TraceView["stages"][number]): Timed {
  const name = NAMES.get(stage) ?? stage.replaceAll("_", " ");
  return { key: stage, name, result: result.replaceAll("_", " "), ms, reached: result !== "skipped", inner: false };
}

function call(trace: TraceView): Timed {
  const ms = Math.max(0, trace.total_ms - ownTime(trace));
  return { key: "call", name: "The dependency", result: "", ms, reached: true, inner: true };
}

function ownTime({ stages }: TraceView): number {
  return stages.reduce((sum, { ms }) => sum + ms, 0);
}

function percentOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, (part / whole) * 100);
}

/** Short times matter here: `0.02 ms`, `4.10 ms`, `312 ms`, `2.50 s`. */
export function fineTime(ms: number): string {
  if (ms < 0.005) return "<0.01 ms";
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms >= 100) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(ms >= 10 ? 1 : 2)} ms`;
}

const TOLD: Record<TraceView["outcome"], { word: string; meaning: string; tone: "ok" | "bad" | "neutral" }> = {
  success: { word: "success", meaning: "The dependency did its work.", tone: "ok" },
  failure: { word: "failure", meaning: "It speaks against the dependency.", tone: "bad" },
  ignored: { word: "ignored", meaning: "It says nothing about the dependency's health.", tone: "neutral" },
  none: { word: "nothing", meaning: "The execution did not get that far.", tone: "neutral" },
};

/** Which outcome the breaker was told, and what that means. */
export function toldOf({ outcome }: TraceView) {
  return TOLD[outcome];
}
