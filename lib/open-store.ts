import { join } from "node:path";
import type { Settings } from "./settings.ts";
import { openRedisStore } from "./stores/redis/open.ts";
import { openSqliteStore } from "./stores/sqlite/open.ts";
import type { Awaitable, Store } from "./stores/store.ts";

/** What is in the data folder. */
const FILE = "panel.db";

/**
 * The store that the settings ask for: on a Redis server, or in the data folder. `exclusive`: no other process serves
 * from the same folder.
 * @throws StoreError
 */
export function openStore(settings: Settings, { exclusive }: { readonly exclusive: boolean }): Awaitable<Store> {
  if (settings.redisUrl !== null) return openRedisStore({ url: settings.redisUrl });
  return openEmbeddedStore(settings, { exclusive });
}

/**
 * The store in the data folder.
 * @throws StoreError
 */
export function openEmbeddedStore(
  { dataDir }: Pick<Settings, "dataDir">,
  { exclusive }: { readonly exclusive: boolean },
): Store {
  return openSqliteStore(join(dataDir, FILE), { exclusive });
}
