/**
 * Seconds that a `Retry-After` header asks to wait, at least 0: a number of seconds, or a date (RFC 9110, 10.2.3).
 * Null where there is none that makes sense.
 * @param now milliseconds since the epoch
 */
export function retryAfterOf(header: string | readonly string[] | undefined, now: number): number | null {
  const text = (typeof header === "string" ? header : header?.[0])?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // A date begins with a day's name; `Date.parse` takes all sorts of other things for dates.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
}
