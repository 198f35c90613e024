import type { Limits } from "../contracts/limits.ts";

/** What a workspace may do at a time and in a minute; null where nobody has set it a limit. */
export function limitsOf({ tiers, workspaces }: Limits, workspace: string): Limits["tiers"][string] | null {
  const tier = Object.hasOwn(workspaces, workspace) ? workspaces[workspace] : undefined;
  return tier === undefined || !Object.hasOwn(tiers, tier) ? null : (tiers[tier] ?? null);
}
