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
