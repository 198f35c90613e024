import type { Settings } from "../settings.ts";
import { readOrCreateKey } from "./secret.ts";

const kept = new WeakMap<object, string>();

/** What sessions are encrypted with: as it is set, else made and kept in the data folder when first asked for. */
export function sessionSecret(settings: Pick<Settings, "sessionSecret" | "dataDir">): string {
  const known = settings.sessionSecret ?? kept.get(settings);
  if (known !== undefined) return known;
  const secret = readOrCreateKey(settings.dataDir, "session-secret");
  kept.set(settings, secret);
  return secret;
}
