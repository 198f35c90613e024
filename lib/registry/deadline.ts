import { StoreError } from "../stores/store.ts";
import { systemTimers, type Timers } from "./timers.ts";

/** Milliseconds that anything waits for the store at the longest. */
export const STORE_PATIENCE_MS = 250;

/** When whoever begins to wait for the store now has waited long enough, by the timers' `now()`. */
export function patienceEnd(timers: Timers = systemTimers): number {
  return timers.now() + STORE_PATIENCE_MS;
}

/** `answer`, or at `end` a `StoreError` of unknown outcome: what was sent may still be carried out. */
export async function withDeadline<T>(answer: Promise<T>, end?: number, timers: Timers = systemTimers): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = timers.set(
    () => {
      reject(new StoreError("outcome_unknown", "the store did not answer in time"));
    },
    Math.max(1, (end ?? patienceEnd(timers)) - timers.now()),
  );
  try {
    return await Promise.race([answer, promise]);
  } finally {
    timers.clear(timer);
  }
}
