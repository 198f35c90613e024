import { Catalogue } from "../catalogue/catalogue.ts";
import type { SecretBox } from "../catalogue/secrets.ts";
import type { Instances } from "../instances/instances.ts";
import { joinInstances } from "../instances/join-instances.ts";
import { StoreHealth } from "../instances/store-health.ts";
import type { NodeKind } from "../nodes/node-kind.ts";
import { patternScrubber } from "../nodes/scrub.ts";
import { createExecutor, type Executor } from "../pipeline/executor.ts";
import type { LimitsOf } from "../pipeline/rate-limit.ts";
import { type Clock, Registry, systemClock } from "../registry/index.ts";
import { Follower, isShared, type SharedStore } from "../stores/follower.ts";
import type { Change, Store, StoreError } from "../stores/store.ts";
import { CallStatistics } from "../telemetry/call-statistics.ts";

/** Something else that a process holds of its store. */
export interface Held {
  load(): Promise<void>;
  /** Takes in what another process wrote. */
  follow?(change: Change): unknown;
  /** Reads again what may have been missed. */
  resync?(): Promise<unknown>;
}

export interface CoreOptions {
  readonly store: Store;
  /** False where the store is out at the start: everything is loaded as soon as it can be reached. */
  readonly isReachable?: boolean;
  /** How events name this process. */
  readonly instance: string;
  readonly kind: "panel" | "service";
  readonly kinds: readonly NodeKind[];
  readonly secrets: SecretBox;
  readonly limitsOf: LimitsOf;
  readonly held?: readonly Held[];
  /** Told when the store is out, and when it is back (null). Must not throw. */
  onStore(error: StoreError | null): void;
  /** Told, once, of what is stored in a way that this version cannot read. Must not throw. */
  onUnreadable(error: Error): void;
}

/** What executes: what a panel and a service that runs the engine in its own process have in common. */
export interface Core {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly catalogue: Catalogue;
  readonly executor: Executor;
  readonly statistics: CallStatistics;
  readonly instances: Instances;
  readonly storeHealth: StoreHealth;
  /** Ends what goes on here, not the store. */
  close(): Promise<void>;
}

/**
 * Puts in force what is stored, and keeps up with what other processes write from then on.
 * @throws StoreError where the store should be reachable and is not
 */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { store, instance, kind, kinds, secrets, limitsOf, held = [], isReachable = true, onUnreadable } = options;
  const clock = store.clock ?? systemClock;
  const now = () => clock.now();
  const storeHealth = new StoreHealth(store, now);
  const statistics = new CallStatistics({ now, slowFrom: (circuit) => slowFrom(registry, circuit) });
  const registry: Registry = new Registry({
    store,
    clock,
    instance,
    onEvents: (circuit, events) => statistics.onEvents(circuit, events),
    onLearned: (before, after) => statistics.onLearned(before, after),
    onStore: (error) => {
      storeHealth.report(error);
      options.onStore(error);
    },
  });
  const catalogue = new Catalogue({ store, registry, kinds, secrets, onUnreadable });
  const follower = isShared(store) ? await followerOf(store, isReachable, { registry, catalogue, held }) : null;
  if (isReachable) {
    await registry.load();
    await Promise.all([catalogue.load(), ...held.map((each) => each.load())]);
    // What time changed while nobody served is written down before anybody looks.
    registry.tick();
    await statistics.load(store);
  }
  const executor = createExecutor({
    lookup: (name) => catalogue.get(name),
    limitsOf,
    recorder: statistics,
    scrub: patternScrubber.line,
  });
  const { instances, leave } = joinInstances({ store, instance, kind, statistics, registry, storeHealth, now });
  follower?.start();
  return {
    clock,
    registry,
    catalogue,
    executor,
    statistics,
    instances,
    storeHealth,
    async close() {
      follower?.stop();
      await leave();
      registry.close();
      await catalogue.close();
    },
  };
}

function followerOf(
  store: SharedStore,
  isReachable: boolean,
  { registry, catalogue, held }: Pick<Core, "registry" | "catalogue"> & { readonly held: readonly Held[] },
): Follower | Promise<Follower> {
  const followed = {
    async follow(change: Change) {
      registry.follow(change);
      await catalogue.follow(change);
      for (const each of held) await each.follow?.(change);
    },
    async resync() {
      await registry.resync();
      await catalogue.resync();
      for (const each of held) await each.resync?.();
    },
    lost: (error: StoreError) => registry.storeLost(error),
  };
  return isReachable ? Follower.from(store, followed) : Follower.behind(store, followed);
}

/** Milliseconds from which on a call is slow by the policy in force; null where there is no such limit. */
function slowFrom(registry: Registry, circuit: string): number | null {
  const seconds = registry.get(circuit)?.policy.slow_call_seconds ?? null;
  return seconds === null ? null : seconds * 1000;
}
