import type { StoreHealth } from "./store-health.ts";

/** Milliseconds between questions to the store's server how it is set up; and until the next where it did not answer. */
const INTERVALS = { answered: 60_000, unanswered: 2_000 };

/**
 * Asks the store's server now and from time to time how it is set up; ends with what it returns. What was not answered
 * is asked again soon: until it is, nobody is warned of anything. Keeps no process alive.
 */
export function startInspecting(health: Pick<StoreHealth, "inspect">, intervals = INTERVALS): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const inspect = async () => {
    // That the store is out is said once, where it is noticed.
    const isAnswered = await health.inspect().then(
      () => true,
      () => false,
    );
    if (isStopped) return;
    timer = setTimeout(inspect, isAnswered ? intervals.answered : intervals.unanswered);
    timer.unref();
  };
  inspect();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
