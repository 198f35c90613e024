import type { Accounts } from "../auth/accounts.ts";
import type { Principal } from "../auth/principal.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { SettingsValue } from "../catalogue/settings-value.ts";
import type { Limits } from "../contracts/limits.ts";
import type { Instances } from "../instances/instances.ts";
import type { StoreHealth } from "../instances/store-health.ts";
import type { Executor } from "../pipeline/executor.ts";
import type { Registry } from "../registry/index.ts";
import type { Settings } from "../settings.ts";
import type { NewEvent, Store } from "../stores/store.ts";
import type { CallStatistics } from "../telemetry/call-statistics.ts";

/** Who asks, and which request it is. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
}

/** What operations work on; the composition root builds it. */
export interface Services {
  readonly settings: Settings;
  readonly store: Store;
  readonly registry: Registry;
  readonly catalogue: Catalogue;
  readonly executor: Executor;
  readonly statistics: CallStatistics;
  readonly accounts: Accounts;
  readonly limits: SettingsValue<Limits>;
  readonly instances: Instances;
  readonly storeHealth: StoreHealth;
  /** How events name this process. */
  readonly instance: string;
  /** Milliseconds since the epoch; never runs backwards. */
  now(): number;
}

/** The event of an act of a person, by who asks and now. */
export function actOf(
  { now, instance }: Pick<Services, "now" | "instance">,
  { principal }: Caller,
  kind: string,
  about: { readonly circuit?: string | null; readonly reason?: string | null; readonly details?: NewEvent["details"] },
): NewEvent {
  const { circuit = null, reason = null, details = {} } = about;
  return { kind, circuit, at: now(), actor: principal.name, reason, instance, details };
}
