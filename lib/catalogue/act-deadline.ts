/** Milliseconds that an act waits for the store at the longest. */
const ACT_PATIENCE_MS = 1_000;

/** When an act that begins now has waited for the store long enough, by `performance.now()`. */
export function actEnd(): number {
  return performance.now() + ACT_PATIENCE_MS;
}
