import { StoreError } from "../stores/store.ts";

/** Milliseconds that anything waits for the store at the longest. */
export const STORE_PATIENCE_MS = 250;

/** `answer`, or after the store's patience a `StoreError` of unknown outcome: what was sent may still be carried out. */
export async function withDeadline<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new StoreError("outcome_unknown", `the store did not answer within ${STORE_PATIENCE_MS} ms`));
  }, STORE_PATIENCE_MS);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
