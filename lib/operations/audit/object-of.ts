import type { StoredEvent } from "../../stores/store.ts";

const OF_THE_PANEL: Readonly<Record<string, string>> = {
  default_policy_changed: "default policy",
  policy_rolled_back: "default policy",
  limits_changed: "rate limits",
};

/** What an act was done to: a circuit or node type, an account, a setting; null where it was nothing but the panel. */
export function objectOf({ circuit, kind, details }: StoredEvent): string | null {
  if (circuit !== null) return circuit;
  if (kind === "signed_in") return null;
  const account = details.user ?? details.token ?? details.email;
  return typeof account === "string" ? account : (OF_THE_PANEL[kind] ?? null);
}
