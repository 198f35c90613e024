import type { Recording, Store } from "../stores/store.ts";
import { MINUTE_MS, minuteOf, SECOND_MS } from "./minutes.ts";
import type { RecordedSecond } from "./recorded-second.ts";
import type { SecondRecorder } from "./second-recorder.ts";
import { packSecond } from "./second-text.ts";

/**
 * Stores what was recorded of the seconds that end by `until`.
 * @throws StoreError where it could not be; it is tried again with the next call
 */
export async function storeRecordings(
  recorders: readonly (readonly [circuit: string, recorder: SecondRecorder])[],
  store: Store,
  until: number,
): Promise<void> {
  const taken = recorders.map(([circuit, recorder]) => ({ circuit, recorder, seconds: recorder.take(until) }));
  const recordings = taken.flatMap(({ circuit, seconds }) => recordingsOf(circuit, seconds));
  if (recordings.length === 0) return;
  try {
    await store.addRecordings(recordings);
  } catch (error) {
    for (const { recorder, seconds } of taken) recorder.putBack(seconds);
    throw error;
  }
}

/**
 * Keeps what waits to be stored within `most` seconds in all: the oldest go first. Where that is not enough, as with very
 * many circuits, the last minute stays.
 */
export function boundRecordings(recorders: readonly SecondRecorder[], most: number, now: number): void {
  const waiting = () => recorders.reduce((sum, recorder) => sum + recorder.waiting, 0);
  for (let minutes = 32; minutes >= 1 && waiting() > most; minutes /= 2) {
    for (const recorder of recorders) recorder.forget(now - minutes * MINUTE_MS);
  }
}

function recordingsOf(circuit: string, seconds: readonly RecordedSecond[]): Recording[] {
  const byMinute = Map.groupBy(seconds, ({ second }) => minuteOf(second * SECOND_MS));
  return [...byMinute].map(([minute, each]) => ({ circuit, minute, seconds: each.map(packSecond).join("") }));
}
