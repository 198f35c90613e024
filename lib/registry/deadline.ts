import { StoreError } from "../stores/store.ts";

/** Milliseconds that anything waits for the store at the longest. */
export const STORE_PATIENCE_MS = 250;

/** When whoever begins to wait for the store now has waited long enough, by `performance.now()`. */
export function patienceEnd(): number {
  return performance.now() + STORE_PATIENCE_MS;
}

/** `answer`, or at `end` a `StoreError` of unknown outcome: what was sent may still be carried out. */
export async function withDeadline<T>(answer: Promise<T>, end = patienceEnd()): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => {
      reject(new StoreError("outcome_unknown", "the store did not answer in time"));
    },
    Math.max(1, end - performance.now()),
  );
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
