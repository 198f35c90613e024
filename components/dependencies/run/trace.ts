import type { TraceView } from "@/lib/contracts/execute.ts";

const NAMES: ReadonlyMap<string, string> = new Map([
  ["rate_limit", "Rate limit"],
  ["circuit", "Circuit check"],
  ["cache", "Cache"],
  ["timeout", "Timeout guard"],
  ["retry", "Retry, with the call"],
  ["analytics", "Analytics"],
  ["record", "Recording"],
]);

export interface StageBar {
  readonly stage: string;
  readonly name: string;
  readonly result: string;
  readonly ms: number;
  /** Whether the execution got this far. */
  readonly reached: boolean;
  /** Percent of the whole: where it begins, and how long it is. */
  readonly from: number;
  readonly width: number;
}

/** The stages as a waterfall. Each one's time is its own, without what it waited for inside, so they follow on. */
export function barsOf({ stages, total_ms }: TraceView): StageBar[] {
  const whole = Math.max(
    total_ms,
    stages.reduce((sum, { ms }) => sum + ms, 0),
  );
  let passed = 0;
  return stages.map(({ stage, result, ms }) => {
    const from = percentOf(passed, whole);
    passed += ms;
    return {
      stage,
      name: NAMES.get(stage) ?? stage.replaceAll("_", " "),
      result: result.replaceAll("_", " "),
      ms,
      reached: result !== "skipped",
      from,
      width: percentOf(ms, whole),
    };
  });
}

function percentOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, (part / whole) * 100);
}

/** Short times matter here: `0.02 ms`, `4.1 ms`, `312 ms`, `2.5 s`. */
export function fineTime(ms: number): string {
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
