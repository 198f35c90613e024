import { join } from "node:path";
import { createAccounts } from "./auth/accounts.ts";
import { ensureFirstAdmin, type FirstAdmin } from "./auth/first-admin.ts";
import { type PanelKeys, resolveKeys } from "./auth/panel-keys.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { SecretBox } from "./catalogue/secrets.ts";
import { SettingsValue } from "./catalogue/settings-value.ts";
import { DEFAULT_LIMITS, type Limits } from "./contracts/limits.ts";
import { joinInstances } from "./instances/join-instances.ts";
import { StoreHealth } from "./instances/store-health.ts";
import { httpKind } from "./nodes/http/http-kind.ts";
import { patternScrubber } from "./nodes/scrub.ts";
import type { Services } from "./operations/context.ts";
import { createExecutor } from "./pipeline/executor.ts";
import { Registry, systemClock } from "./registry/index.ts";
import { readSettings, type Settings } from "./settings.ts";
import { isShared } from "./stores/follower.ts";
import { openSqliteStore } from "./stores/sqlite/open.ts";
import { CallStatistics } from "./telemetry/call-statistics.ts";
import { logError, logInfo } from "./telemetry/log.ts";
import { startUpkeep } from "./upkeep.ts";

/** The one panel of a process: everything that operations and routes work on. */
export interface Panel extends Services {
  readonly keys: PanelKeys;
  /** Set where this start made the first admin. */
  readonly firstAdmin: FirstAdmin | null;
  close(): Promise<void>;
}

const KEY = Symbol.for("breaker-panel");
const SHUTDOWN = Symbol.for("breaker-panel.shutdown");

/**
 * The panel of this process. Next gives each of its bundles a copy of every module, so the panel hangs on the global
 * object and not on this one.
 */
export function getPanel(): Promise<Panel> {
  const home = globalThis as { [KEY]?: Promise<Panel>; [SHUTDOWN]?: Set<() => Promise<void>> };
  home[KEY] ??= openPanel(readSettings(process.env)).then((panel) => {
    home[SHUTDOWN] ??= new Set();
    home[SHUTDOWN].add(() => panel.close());
    return panel;
  });
  return home[KEY];
}

/**
 * Builds a panel on the data folder that the settings name.
 * @throws StoreError where the store cannot be opened, or another process serves from the same folder
 */
export async function openPanel(settings: Settings): Promise<Panel> {
  const { dataDir, instance } = settings;
  const { now } = systemClock;
  const store = openSqliteStore(join(dataDir, "panel.db"), { exclusive: true });
  const storeHealth = new StoreHealth(store, now);
  const statistics = new CallStatistics({
    now,
    slowFrom: (circuit) => {
      const seconds = registry.get(circuit)?.policy.slow_call_seconds ?? null;
      return seconds === null ? null : seconds * 1000;
    },
  });
  const registry: Registry = new Registry({
    store,
    instance,
    onEvents: (circuit, events) => statistics.onEvents(circuit, events),
    onStore: (error) => {
      storeHealth.report(error);
      if (error === null) logInfo("the store is back");
      else logError("the store is out: circuits go on in memory", error);
    },
  });
  // Made now if ever: a disk that fills up later must not keep people from signing in.
  const keys = await resolveKeys(settings, isShared(store) ? store : null);
  const secrets = new SecretBox(keys.secrets);
  const onUnreadable = (error: Error) => logError("something stored is left as it is", error);
  const catalogue = new Catalogue({ store, registry, kinds: [httpKind], secrets, onUnreadable });
  const limits = new SettingsValue<Limits>(store, "limits", DEFAULT_LIMITS, onUnreadable);
  const accounts = createAccounts({ store, now, instance });

  await registry.load();
  await Promise.all([catalogue.load(), limits.load(), accounts.warm()]);
  // What time changed while nobody served is written down before anybody looks.
  registry.tick();
  await statistics.load(store);
  const firstAdmin = await ensureFirstAdmin({
    accounts,
    dataDir,
    email: settings.adminEmail,
    password: settings.adminPassword,
  });

  const executor = createExecutor({
    lookup: (name) => catalogue.get(name),
    limitsOf: (workspace) => limitsOf(limits.held.value, workspace),
    recorder: statistics,
    scrub: patternScrubber.line,
  });
  const { instances, leave } = joinInstances({
    store,
    instance,
    kind: "panel",
    statistics,
    registry,
    storeHealth,
    now,
  });
  const stopUpkeep = startUpkeep({ store, statistics, instances, storeHealth, now, settings });
  return {
    settings,
    keys,
    store,
    registry,
    catalogue,
    executor,
    statistics,
    accounts,
    limits,
    instances,
    storeHealth,
    instance,
    now,
    firstAdmin,
    async close() {
      await stopUpkeep();
      await leave();
      registry.close();
      await catalogue.close();
      await store.close();
    },
  };
}

function limitsOf({ tiers, workspaces }: Limits, workspace: string) {
  const tier = Object.hasOwn(workspaces, workspace) ? workspaces[workspace] : undefined;
  return tier === undefined || !Object.hasOwn(tiers, tier) ? null : (tiers[tier] ?? null);
}
