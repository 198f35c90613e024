import type { Store } from "../stores/store.ts";
import type { CallStatistics } from "./call-statistics.ts";

/** Milliseconds between writes of what was counted. */
const FLUSH_EVERY_MS = 10_000;

interface Flushed {
  readonly store: Store;
  readonly statistics: Pick<CallStatistics, "flush">;
  /** Done each time after what was counted is stored. */
  readonly afterwards?: () => Promise<void> | void;
  /** Told why something could not be stored; it is tried again the next time. */
  onError(error: unknown): void;
}

/** Stores what is counted from time to time; ends, after a last time, with what it returns. Keeps no process alive. */
export function startFlushing({ store, statistics, afterwards = () => {}, onError }: Flushed): () => Promise<void> {
  const flush = async () => {
    try {
      await statistics.flush(store);
      await afterwards();
    } catch (error) {
      onError(error);
    }
  };
  const timer = setInterval(flush, FLUSH_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    // The current second too: nobody counts it any further.
    await statistics.flush(store, Number.POSITIVE_INFINITY).catch(onError);
  };
}
