import type { CircuitEvent } from "../breaker/index.ts";
import { SettingsValue } from "../catalogue/settings-value.ts";
import { DEFAULT_LIMITS, type Limits } from "../contracts/limits.ts";
import type { Instances } from "../instances/instances.ts";
import { joinInstances } from "../instances/join-instances.ts";
import { StoreHealth } from "../instances/store-health.ts";
import { patternScrubber } from "../nodes/scrub.ts";
import type { ExecutableNode } from "../pipeline/execution.ts";
import { createExecutor, type Executor } from "../pipeline/executor.ts";
import { WorkspaceUses } from "../pipeline/workspace-uses.ts";
import { type Clock, Registry, systemClock } from "../registry/index.ts";
import { Follower, isShared, type SharedStore } from "../stores/follower.ts";
import type { Change, Store, StoreError } from "../stores/store.ts";
import { CallStatistics } from "../telemetry/call-statistics.ts";
import { limitsOf } from "./limits-of.ts";

/** Something else that a process holds of its store. */
export interface Held {
  load(): Promise<void>;
  /** Takes in what another process wrote. */
  follow?(change: Change): unknown;
  /** Reads again what may have been missed. */
  resync?(): Promise<unknown>;
}

/** The node types that a process executes. */
export interface NodeTypes extends Held {
  get(name: string): ExecutableNode | undefined;
  close(): Promise<void>;
}

export interface CoreOptions<Types extends NodeTypes> {
  readonly store: Store;
  /** False where the store is out at the start: everything is loaded as soon as it can be reached. */
  readonly isReachable?: boolean;
  /** How events name this process. */
  readonly instance: string;
  readonly kind: "panel" | "service";
  /** The node types, with their circuits in this registry. */
  nodeTypes(registry: Registry): Types;
  readonly held?: readonly Held[];
  /** Told of a setting that another version stored and this one cannot read. Must not throw. */
  onUnreadable?(error: Error): void;
  /** Told when the store is out, and when it is back (null). Must not throw. */
  onStore(error: StoreError | null): void;
  /** Told of what happens to a circuit because of this process. Must not throw. */
  onEvents?(circuit: string, events: readonly CircuitEvent[]): void;
}

/** What executes: what a panel and a service that runs the engine in its own process have in common. */
export interface Core<Types extends NodeTypes> {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly nodeTypes: Types;
  /** What workspaces may do, here and in all processes that share the store. */
  readonly limits: SettingsValue<Limits>;
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
export async function openCore<Types extends NodeTypes>(options: CoreOptions<Types>): Promise<Core<Types>> {
  const { store, instance, kind, isReachable = true } = options;
  const clock = store.clock ?? systemClock;
  const now = () => clock.now();
  const storeHealth = new StoreHealth(store, now);
  const statistics = new CallStatistics({ now, slowFrom: (circuit) => slowFrom(registry, circuit) });
  const registry: Registry = new Registry({
    store,
    clock,
    instance,
    onEvents(circuit, events) {
      statistics.onEvents(circuit, events);
      options.onEvents?.(circuit, events);
    },
    onLearned: (before, after) => statistics.onLearned(before, after),
    onStore: (error) => {
      storeHealth.report(error);
      options.onStore(error);
    },
  });
  const nodeTypes = options.nodeTypes(registry);
  const limits = new SettingsValue<Limits>(store, "limits", DEFAULT_LIMITS, options.onUnreadable);
  const held = [nodeTypes, limits, ...(options.held ?? [])];
  const follower = isShared(store) ? await followerOf(store, isReachable, registry, held) : null;
  if (isReachable) {
    await registry.load();
    await Promise.all(held.map((each) => each.load()));
    // What time changed while nobody served is written down before anybody looks.
    registry.tick();
    await statistics.load(store);
  }
  const dividedLimits = {
    uses: new WorkspaceUses({ now, isShared: store.clock !== null }),
    limitsOf: (workspace: string) => limitsOf(limits.held.value, workspace),
    isAny: () => Object.keys(limits.held.value.workspaces).length > 0,
  };
  const executor = createExecutor({
    lookup: (name) => nodeTypes.get(name),
    ...dividedLimits,
    recorder: statistics,
    scrub: patternScrubber.line,
  });
  const { instances, leave } = joinInstances({
    store,
    instance,
    kind,
    statistics,
    registry,
    storeHealth,
    limits: dividedLimits,
    now,
  });
  follower?.start();
  return {
    clock,
    registry,
    nodeTypes,
    limits,
    executor,
    statistics,
    instances,
    storeHealth,
    async close() {
      follower?.stop();
      await leave();
      registry.close();
      await nodeTypes.close();
    },
  };
}

function followerOf(
  store: SharedStore,
  isReachable: boolean,
  registry: Registry,
  held: readonly Held[],
): Follower | Promise<Follower> {
  const followed = {
    async follow(change: Change) {
      registry.follow(change);
      for (const each of held) await each.follow?.(change);
    },
    async resync() {
      await registry.resync();
      for (const each of held) await each.resync?.();
    },
    lost: (error: StoreError) => registry.storeLost(error),
    found: () => registry.storeFound(),
  };
  return isReachable ? Follower.from(store, followed) : Follower.behind(store, followed);
}

/** Milliseconds from which on a call is slow by the policy in force; null where there is no such limit. */
function slowFrom(registry: Registry, circuit: string): number | null {
  const seconds = registry.get(circuit)?.policy.slow_call_seconds ?? null;
  return seconds === null ? null : seconds * 1000;
}
