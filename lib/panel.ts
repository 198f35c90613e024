import { createAccounts } from "./auth/accounts.ts";
import { ensureFirstAdmin, type FirstAdmin } from "./auth/first-admin.ts";
import { type PanelKeys, resolveKeys, restoreSharedKeys } from "./auth/panel-keys.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { SecretBox } from "./catalogue/secrets.ts";
import { openCore } from "./engine/core.ts";
import { functionKind } from "./nodes/function-kind.ts";
import { httpKind } from "./nodes/http/http-kind.ts";
import { openStore } from "./open-store.ts";
import type { Services } from "./operations/context.ts";
import { systemClock } from "./registry/index.ts";
import { readSettings, type Settings } from "./settings.ts";
import { isShared } from "./stores/follower.ts";
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
 * Builds a panel on the data folder that the settings name, and on the Redis server where they name one.
 * @throws StoreError where the store cannot be opened, or another process serves from the same folder
 */
export async function openPanel(settings: Settings): Promise<Panel> {
  const { dataDir, instance } = settings;
  const store = await openStore(settings, { exclusive: true });
  const onUnreadable = (error: Error) => logError("something stored is left as it is", error);
  // Made now if ever: a disk that fills up later must not keep people from signing in.
  const keys = await resolveKeys(settings, isShared(store) ? store : null);
  const secrets = new SecretBox(keys.secrets);
  const now = () => (store.clock ?? systemClock).now();
  const accounts = createAccounts({ store, now, instance });
  const core = await openCore({
    store,
    instance,
    kind: "panel",
    nodeTypes: (registry) => new Catalogue({ store, registry, kinds: [httpKind, functionKind], secrets, onUnreadable }),
    onUnreadable,
    held: [{ load: () => accounts.warm(), resync: () => restoreSharedKeys(settings, keys, store) }],
    onStore: (error) => {
      if (error === null) logInfo("the store is back");
      else logError("the store is out: circuits go on in memory", error);
    },
  });
  const { nodeTypes: catalogue } = core;
  const firstAdmin = await ensureFirstAdmin({
    accounts,
    dataDir,
    email: settings.adminEmail,
    password: settings.adminPassword,
  });
  const stopUpkeep = startUpkeep({ ...core, store, now, settings });
  return {
    ...core,
    catalogue,
    settings,
    keys,
    store,
    accounts,
    instance,
    now,
    firstAdmin,
    async close() {
      await stopUpkeep();
      await core.close();
      await store.close();
    },
  };
}
