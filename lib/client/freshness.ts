/** How far what is on screen can be believed. Independent of the state of any circuit. */
export type FreshnessStage = "connecting" | "live" | "delayed" | "disconnected" | "signed_out" | "paused";

export interface FreshnessInput {
  /** `performance.now()` of the last answer; null before the first. */
  readonly confirmedAt: number | null;
  /** Polls that failed since. */
  readonly failures: number;
  readonly signedOut: boolean;
  readonly paused: boolean;
  /** `performance.now()` since when the page is being looked at: browsers hold back the timers of hidden pages. */
  readonly visibleSince: number;
}

const DELAYED_AFTER_INTERVALS = 2;
const DISCONNECTED_AFTER_INTERVALS = 5;
const DISCONNECTED_AFTER_FAILURES = 3;

export function freshnessOf(input: FreshnessInput, interval: number, now: number): FreshnessStage {
  if (input.signedOut) return "signed_out";
  if (input.paused) return "paused";
  // Nothing is known yet, so there is nothing to hold on to: one failure is enough to say so.
  if (input.confirmedAt === null) return input.failures > 0 ? "disconnected" : "connecting";
  const age = now - input.confirmedAt;
  const watched = Math.min(age, now - input.visibleSince);
  if (input.failures >= DISCONNECTED_AFTER_FAILURES) return "disconnected";
  if (watched > interval * DISCONNECTED_AFTER_INTERVALS) return "disconnected";
  return age > interval * DELAYED_AFTER_INTERVALS || input.failures > 0 ? "delayed" : "live";
}

/** Whether states must be shown as what was last known. */
export function isStale(stage: FreshnessStage): boolean {
  return stage === "disconnected" || stage === "signed_out";
}
