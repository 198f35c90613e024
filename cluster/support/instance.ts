import type { Circuit, PolicyPatch, RevisedPolicy } from "../../lib/breaker/index.ts";
import { policyOf } from "../../lib/breaker/testkit.ts";
import { type RegisteredCircuit, Registry } from "../../lib/registry/index.ts";
import { Follower } from "../../lib/stores/follower.ts";
import { openRedisStore } from "../../lib/stores/redis/open.ts";
import type { RedisStore } from "../../lib/stores/redis/redis-store.ts";
import type { StoreError } from "../../lib/stores/store.ts";

export interface InstanceOptions {
  readonly name: string;
  readonly url: string;
  readonly policy?: PolicyPatch;
  /** Milliseconds by which this process's own clock is wrong. */
  readonly clockError?: number;
}

/** One process of a fleet, as far as its circuits go: a registry on the shared store that follows it. */
export interface Instance {
  readonly name: string;
  readonly store: RedisStore;
  readonly registry: Registry;
  readonly policy: RevisedPolicy;
  /** What it was told of the store: an error, or null where it is back. */
  readonly outages: readonly (StoreError | null)[];
  /** Who is told what a circuit has become by what others wrote. */
  readonly learners: Set<(circuit: Circuit) => void>;
  circuit(id: string): RegisteredCircuit;
  close(): Promise<void>;
}

/** Joins a fleet: follows the store from before it loads, so that it misses nothing. */
export async function joinFleet({ name, url, policy: patch = {}, clockError = 0 }: InstanceOptions): Promise<Instance> {
  const localNow = () => performance.timeOrigin + performance.now() + clockError;
  const store = await openRedisStore({ url, scope: "engine", now: localNow });
  const outages: (StoreError | null)[] = [];
  const learners: Instance["learners"] = new Set();
  const registry = new Registry({
    store,
    clock: store.clock,
    instance: name,
    onStore: (error) => outages.push(error),
    onLearned(_before, after) {
      for (const learner of learners) learner(after);
    },
  });
  const follower = await Follower.from(store, {
    follow: (change) => registry.follow(change),
    resync: () => registry.resync(),
    lost: (error) => registry.storeLost(error),
    found: () => registry.storeFound(),
  });
  await registry.load();
  follower.start();
  const policy = policyOf(patch);
  return {
    name,
    store,
    registry,
    policy,
    outages,
    learners,
    circuit: (id) => registry.register(id, policy),
    async close() {
      follower.stop();
      registry.close();
      await store.close();
    },
  };
}
