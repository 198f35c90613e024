/** Minutes that are kept in memory. */
export const KEPT_MINUTES = 60;
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** The start of the minute that an instant lies in, in milliseconds since the epoch. */
export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** The start of the oldest minute that is kept at `now`. */
export function oldestMinute(now: number): number {
  return minuteOf(now) - (KEPT_MINUTES - 1) * MINUTE_MS;
}

/** Midnight UTC of the day that an instant lies in. */
export function startOfDay(now: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS;
}
