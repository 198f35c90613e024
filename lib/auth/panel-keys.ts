import type { Settings } from "../settings.ts";
import type { Store } from "../stores/store.ts";
import { readKey, readOrCreateKey } from "./secret.ts";
import { readOrCreateSharedKey } from "./shared-key.ts";

/** The keys that a panel works with, known before it serves. */
export interface PanelKeys {
  /** What sessions are encrypted with: a text of any length. */
  readonly session: string;
  /** What node types' secrets are sealed with: 32 bytes. */
  readonly secrets: Buffer;
}

/**
 * The keys of a panel: as they are set, else made once and kept. They are kept in the data folder; in a store that
 * panels share, there, and a panel that has files from before brings those along where the store has none yet.
 * @throws StoreError where a shared store cannot answer
 * @throws Error where a file or the store holds something else in a key's place
 */
export async function resolveKeys(
  settings: Pick<Settings, "dataDir" | "sessionSecret" | "secretsKey">,
  sharedStore: Store | null,
): Promise<PanelKeys> {
  const { dataDir, sessionSecret, secretsKey } = settings;
  const kept = async (file: string, name: string) =>
    sharedStore === null
      ? readOrCreateKey(dataDir, file)
      : readOrCreateSharedKey(sharedStore, name, readKey(dataDir, file));
  const session = sessionSecret ?? (await kept("session-secret", "session"));
  const secrets = secretsKey ?? (await kept("secrets-key", "secrets"));
  return { session, secrets: Buffer.from(secrets, "base64url") };
}

/**
 * Gives a shared store back the keys that this panel works with, where it has lost them: other panels that start go by
 * them then. Keys that are set stand in no store.
 * @throws StoreError
 */
export async function restoreSharedKeys(
  settings: Pick<Settings, "sessionSecret" | "secretsKey">,
  keys: PanelKeys,
  sharedStore: Store,
): Promise<void> {
  if (settings.sessionSecret === null) await readOrCreateSharedKey(sharedStore, "session", keys.session);
  if (settings.secretsKey === null) {
    await readOrCreateSharedKey(sharedStore, "secrets", keys.secrets.toString("base64url"));
  }
}
