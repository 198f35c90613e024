import type { Registry } from "../registry/index.ts";
import type { Store } from "../stores/store.ts";
import type { CallStatistics } from "../telemetry/call-statistics.ts";
import { VERSION } from "../version.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { Instances } from "./instances.ts";
import { OwnInstance } from "./own-instance.ts";
import { Pulse } from "./pulse.ts";
import { type DividedLimits, SharedLimits } from "./shared-limits.ts";
import type { StoreHealth } from "./store-health.ts";
import { troubledCircuits } from "./troubled-circuits.ts";

export interface JoinOptions {
  readonly store: Store;
  /** How events name this process. */
  readonly instance: string;
  readonly kind: Heartbeat["kind"];
  readonly statistics: CallStatistics;
  readonly registry: Registry;
  readonly storeHealth: StoreHealth;
  readonly limits: DividedLimits;
  /** Milliseconds since the epoch, by the store's clock where it is shared. */
  now(): number;
}

/**
 * Makes this process known to those that share its store, every 5 s from now on, and a panel to know them too; a service
 * where they have limits to divide. Where nobody else can share the store nothing is written, and this process is the one
 * instance.
 */
export function joinInstances(options: JoinOptions): { readonly instances: Instances; leave(): Promise<void> } {
  const { store, instance: name, kind, storeHealth, now } = options;
  const own = new OwnInstance({
    name,
    kind,
    version: VERSION,
    now,
    degradedSince: () => storeHealth.degradedSince,
    circuits: () => troubledCircuits(options),
  });
  const shared = store.clock === null ? null : store;
  const instances = new Instances({ own, store: shared, now });
  const limits = new SharedLimits(own, options.limits);
  const pulse = shared && new Pulse({ store: shared, own, limits });
  pulse?.start(async () => {
    if (kind !== "panel" && !limits.areAny) return;
    await instances.refresh();
    limits.hear(instances);
  });
  return { instances, leave: async () => pulse?.end() };
}
