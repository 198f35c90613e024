import { startInspecting } from "./instances/inspecting.ts";
import type { Instances } from "./instances/instances.ts";
import type { StoreHealth } from "./instances/store-health.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./stores/store.ts";
import type { CallStatistics } from "./telemetry/call-statistics.ts";
import { startFlushing } from "./telemetry/flushing.ts";
import { logError } from "./telemetry/log.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const TRIM_EVERY_MS = 10 * MINUTE_MS;

const MINUTES_KEPT_DAYS = 8;
/** What a policy can be tried on: a day, and what of the hour before it lets the day begin in the right state. */
const RECORDED_HOURS = 25;
/** Minutes of a circuit that are recorded at the most: of 70 circuits that are called in every one of them, a day. */
const MOST_RECORDINGS = 100_000;

interface Upkept {
  readonly store: Store;
  readonly statistics: CallStatistics;
  readonly instances: Instances;
  readonly storeHealth: StoreHealth;
  readonly settings: Pick<Settings, "eventDays" | "actDays">;
  now(): number;
}

/** What is done from time to time; ends, after a last flush, with what it returns. Keeps no process alive. */
export function startUpkeep({ store, statistics, instances, storeHealth, now, settings }: Upkept): () => Promise<void> {
  const retention = {
    events: settings.eventDays * DAY_MS,
    acts: settings.actDays * DAY_MS,
    minutes: MINUTES_KEPT_DAYS * DAY_MS,
    recordings: RECORDED_HOURS * 60 * MINUTE_MS,
    mostRecordings: MOST_RECORDINGS,
  };
  const stopFlushing = startFlushing({
    store,
    statistics,
    afterwards: () => (store.clock === null ? undefined : statistics.readBack(store)),
    onError: (error) => logError("counts could not be stored", error),
  });
  const trim = async () => {
    await quietly("old events could not be removed", () => store.trim(retention, now()));
    await quietly("instances that are gone could not be removed", () => instances.removeForgotten());
  };
  const trimming = setInterval(trim, TRIM_EVERY_MS);
  trimming.unref();
  const stopInspecting = startInspecting(storeHealth);
  return async () => {
    clearInterval(trimming);
    stopInspecting();
    await stopFlushing();
  };
}

async function quietly(what: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    logError(what, error);
  }
}
