import { type PanelKeys, resolveKeys } from "../lib/auth/panel-keys.ts";
import { Catalogue } from "../lib/catalogue/catalogue.ts";
import { SecretBox } from "../lib/catalogue/secrets.ts";
import { httpKind } from "../lib/nodes/http/http-kind.ts";
import { openEmbeddedStore } from "../lib/open-store.ts";
import { Registry } from "../lib/registry/index.ts";
import { readSettings, SettingsError } from "../lib/settings.ts";
import { copyStore, isEmpty } from "../lib/stores/copy-store.ts";
import { openRedisStore } from "../lib/stores/redis/open.ts";
import { type Store, StoreError } from "../lib/stores/store.ts";
import { readArguments, runCommand, usageError } from "./command-line.ts";

const USAGE = `Brings everything from the data folder to the Redis server that panels and services share.

  REDIS_URL=redis://127.0.0.1:6379 npm run migrate -- --from sqlite --to redis

  --from  sqlite: the data folder, PANEL_DATA_DIR
  --to    redis: the server, REDIS_URL; it must hold nothing of a panel yet

Stop the panel first. Circuits, events, node types with their secrets, users, tokens, limits and counts are taken along,
and so are the keys that sign sessions and seal secrets. The data folder stays as it is.`;

await runCommand(USAGE, async () => {
  const { values } = readArguments({ from: { type: "string" }, to: { type: "string" } });
  if (values.from !== "sqlite") throw usageError("--from: sqlite is what there is to migrate from");
  if (values.to !== "redis") throw usageError("--to: redis is what there is to migrate to");
  const settings = readSettings(process.env);
  if (settings.redisUrl === null) throw new SettingsError(["REDIS_URL has to name the server to migrate to"]);
  const target = await openRedisStore({ url: settings.redisUrl });
  try {
    if (!(await isEmpty(target))) {
      throw new StoreError("unavailable", "The Redis server holds a panel's values already: nothing was changed there");
    }
    // A panel that still serves holds the folder, and what it writes meanwhile would be lost.
    const source = openEmbeddedStore(settings, { exclusive: true });
    try {
      const { values: taken, events, counts, recordings } = await copyStore(source, target);
      await moveSecretsOut(target, await resolveKeys(settings, target));
      const figures = Object.entries({ ...taken, events, counts, recordings });
      return figures.map(([what, count]) => `${String(count).padStart(9)} ${what.replaceAll("_", " ")}`).join("\n");
    } finally {
      await source.close();
    }
  } finally {
    await target.close();
  }
});

/** In the data folder they may stand in the node types; on the server every service could read them there. */
async function moveSecretsOut(store: Store, keys: PanelKeys): Promise<void> {
  const registry = new Registry({ store, instance: "migration" });
  const catalogue = new Catalogue({ store, registry, kinds: [httpKind], secrets: new SecretBox(keys.secrets) });
  await catalogue.load();
  await catalogue.moveSecretsOut();
  registry.close();
  await catalogue.close();
}
