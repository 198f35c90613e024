/**
 * Seconds from `anchor` to now, both by `performance.now()`. While the page is frozen (paused, or cut off from the
 * server), it is the time at which it froze that counts.
 */
export function elapsedSince(anchor: number, now: number, frozenAt: number | null): number {
  return Math.max(0, (frozenAt ?? now) - anchor) / 1000;
}

/** What is left of `seconds` after that; never below zero. */
export function secondsLeft(seconds: number, elapsed: number): number {
  return Math.max(0, seconds - elapsed);
}

/** How much of a wait is over, in percent for drawing. */
export function percentWaited(left: number, total: number): number {
  if (total <= 0) return 100;
  return Math.min(100, Math.max(0, (1 - left / total) * 100));
}
