import { setTimeout as sleep } from "node:timers/promises";
import type { CircuitEvent } from "../breaker/index.ts";
import { isShared } from "../stores/follower.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import { openRedisStore } from "../stores/redis/open.ts";
import { type Retention, type Store, StoreError } from "../stores/store.ts";
import { startFlushing } from "../telemetry/flushing.ts";
import { openCore } from "./core.ts";
import { Engine } from "./engine.ts";
import { errorFields, type Logger, silentLogger } from "./logger.ts";
import { type CheckedEngineOptions, checkEngineOptions, type EngineOptions } from "./options.ts";
import { ServiceNodeTypes } from "./service-node-types.ts";

/** Milliseconds that a start waits at the longest: first for the store's server, then for what it holds. */
const CONNECT_WITHIN_MS = 1_000;
const LOAD_WITHIN_MS = 2_000;

const MINUTE_MS = 60_000;
/** How long memory holds what nobody but this process can read, and what it does not look at again. */
const NOBODY_READS: Retention = {
  events: MINUTE_MS,
  acts: MINUTE_MS,
  minutes: MINUTE_MS,
  recordings: MINUTE_MS,
  mostRecordings: 0,
};

/**
 * Makes an engine. A store that cannot be reached keeps no service from starting: circuits then begin in memory, and
 * join the store once it is there.
 * @throws EngineError `invalid_options` naming every option that is wrong
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const checked = checkEngineOptions(options);
  const { redis: url, prefix } = checked;
  if (url === undefined) return startEngine(new MemoryStore(), checked);
  const store = await openRedisStore({
    url,
    scope: "engine",
    startWithinMs: CONNECT_WITHIN_MS,
    ...(prefix !== undefined && { prefix }),
  });
  return startEngine(store, checked);
}

/** An engine on a store, which it closes in the end. */
export async function startEngine(store: Store, options: CheckedEngineOptions): Promise<Engine> {
  const { instance, namespace, logger: given } = options;
  const logger = given ?? silentLogger;
  const shared = isShared(store) ? store : null;
  const begun = Promise.withResolvers<void>();
  const tell = tellers(options, logger, begun.resolve);
  const now = () => (store.clock ?? Date).now();
  const core = await openCore({
    store,
    // Whatever is stored is loaded as soon as it can be, at once where that is now.
    isReachable: false,
    instance,
    kind: "service",
    nodeTypes: (registry) => new ServiceNodeTypes({ registry, store: shared, instance, logger, now }),
    held: [{ load: async () => {}, resync: async () => begun.resolve() }],
    ...tell,
  });
  const { registry, nodeTypes, executor, statistics } = core;
  const onError = (error: unknown) => {
    // That the store is out is said once, where it is noticed.
    if (!(error instanceof StoreError)) logger.error("counts could not be stored", errorFields(error));
  };
  const afterwards = () => (shared === null ? store.trim(NOBODY_READS, now()) : undefined);
  const stop = startFlushing({ store, statistics, afterwards, onError });
  if (shared) await Promise.race([begun.promise, sleep(LOAD_WITHIN_MS, undefined, { ref: false })]);
  return new Engine({
    instance,
    namespace,
    registry,
    nodeTypes,
    executor,
    async end() {
      await stop();
      await core.close();
      await store.close();
    },
  });
}

/** What the engine tells the code that uses it, which must not be able to break it. */
function tellers({ onStore, onEvent }: CheckedEngineOptions, logger: Logger, begun: () => void) {
  const safely = (what: string, tell: () => void) => {
    try {
      tell();
    } catch (error) {
      logger.error(`${what} threw`, errorFields(error));
    }
  };
  return {
    onStore(error: StoreError | null) {
      if (error === null) logger.info("the store is back");
      else logger.error("the store is out: circuits go on in memory", errorFields(error));
      safely("onStore", () => onStore(error));
      begun();
    },
    onEvents(circuit: string, events: readonly CircuitEvent[]) {
      for (const event of events) safely("onEvent", () => onEvent(circuit, event));
    },
  };
}
