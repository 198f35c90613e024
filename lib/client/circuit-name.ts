import type { CircuitView } from "../contracts/circuit.ts";

export type CircuitName = Pick<CircuitView, "circuit" | "node_type" | "scope">;

/** How the API is asked for this very circuit, beside its node type in the path. */
export function nestedQueryOf({ scope }: CircuitName): { workspace?: string; credential?: string } {
  const { workspace = null, credential = null } = scope ?? {};
  return { ...(workspace !== null && { workspace }), ...(credential !== null && { credential }) };
}

/** What sets a nested circuit apart from its node type's own: `@acme:key-7`. Empty for the latter. */
export function scopeSuffix({ scope }: CircuitName): string {
  if (scope === null) return "";
  const workspace = scope.workspace ?? "";
  return scope.credential === null ? `@${workspace}` : `@${workspace}:${scope.credential}`;
}

/** The circuit that an id names: `external_api`, `external_api@acme`, `external_api@acme:key-7`. */
export function circuitNamed(id: string): CircuitName {
  const at = id.indexOf("@");
  if (at === -1) return { circuit: id, node_type: id, scope: null };
  const caller = id.slice(at + 1);
  const colon = caller.indexOf(":");
  // A workspace's own colons are written otherwise.
  const workspace = (colon === -1 ? caller : caller.slice(0, colon)).replaceAll("%3A", ":");
  const credential = colon === -1 ? null : caller.slice(colon + 1);
  return { circuit: id, node_type: id.slice(0, at), scope: { workspace: workspace || null, credential } };
}
