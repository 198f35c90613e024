/** A caller of a node type, by the ids that its scope keeps apart. */
export interface CallerScope {
  readonly workspace: string | null;
  readonly credential: string | null;
}

/**
 * The id of a caller's circuit: `external_api@acme`, `external_api@acme:key-7`. A workspace's own colons are written
 * `%3A`, so that no two callers share an id.
 */
export function callerCircuitId(nodeType: string, { workspace, credential }: CallerScope): string {
  const place = (workspace ?? "").replaceAll(":", "%3A");
  return credential === null ? `${nodeType}@${place}` : `${nodeType}@${place}:${credential}`;
}

/** Whose circuit an id names; null where it is a node type's own. */
export function callerOf(circuit: string): CallerScope | null {
  const at = circuit.indexOf("@");
  if (at === -1) return null;
  const caller = circuit.slice(at + 1);
  const colon = caller.indexOf(":");
  const workspace = (colon === -1 ? caller : caller.slice(0, colon)).replaceAll("%3A", ":");
  return { workspace: workspace === "" ? null : workspace, credential: colon === -1 ? null : caller.slice(colon + 1) };
}

/** The node type that a circuit belongs to. */
export function nodeTypeOf(circuit: string): string {
  const at = circuit.indexOf("@");
  return at === -1 ? circuit : circuit.slice(0, at);
}
