const DAY_MS = 24 * 60 * 60 * 1000;
const SOON_DAYS = 14;

/** Days until an instant, in tenths so that it seldom changes; null is never. */
export function daysLeft(at: string | null, now: number): number | null {
  return at === null ? null : Math.round(((Date.parse(at) - now) / DAY_MS) * 10) / 10;
}

/** Whether it is time to make the next one. */
export function isSoon(days: number): boolean {
  return days <= SOON_DAYS;
}
