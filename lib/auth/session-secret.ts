import type { Settings } from "../settings.ts";
import { readOrCreateKey } from "./secret.ts";

/**
 * What sessions are encrypted with: as it is set, else made and kept in the data folder. It is read when first asked
 * for, so that building the panel needs no folder.
 */
export function sessionSecret(settings: Pick<Settings, "sessionSecret" | "dataDir">): () => string {
  let secret = settings.sessionSecret;
  return () => {
    secret ??= readOrCreateKey(settings.dataDir, "session-secret");
    return secret;
  };
}
