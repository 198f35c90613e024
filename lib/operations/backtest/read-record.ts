import { setImmediate as breathe } from "node:timers/promises";
import type { RecordedSecond } from "../../telemetry/recorded-second.ts";
import { unpackSeconds } from "../../telemetry/second-text.ts";
import type { Services } from "../context.ts";

/** Minutes that are read in one go, in a few milliseconds. */
const AT_ONCE = 100;

/**
 * All that is on record of a circuit, up to the last second that is over, oldest first.
 * @throws StoreError
 */
export async function readRecord(
  { statistics, store }: Pick<Services, "statistics" | "store">,
  circuit: string,
): Promise<RecordedSecond[]> {
  await statistics.flush(store);
  const seconds: RecordedSecond[] = [];
  for (const [index, recording] of (await store.recordings(circuit, 0)).entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await breathe();
    seconds.push(...unpackSeconds(recording.minute, recording.seconds));
  }
  return seconds;
}
