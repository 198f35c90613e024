import type { Policy } from "../breaker/index.ts";

/**
 * Seconds to wait after the `failed`-th attempt: exponential backoff with full jitter, a random share of a wait that
 * doubles up to `max_seconds` (M. Brooker, "Exponential Backoff and Jitter"), and not less than the dependency asked
 * for. Null where that is longer than `max_seconds`: asking again too early only makes it worse.
 */
export function backoff(
  retry: Policy["retry"],
  failed: number,
  retryAfter: number | null,
  random: () => number,
): number | null {
  const longest = Math.min(retry.max_seconds, retry.base_seconds * 2 ** (failed - 1));
  const wait = Math.max(random() * longest, retryAfter ?? 0);
  return wait <= retry.max_seconds ? wait : null;
}
