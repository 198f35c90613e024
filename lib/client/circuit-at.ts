import { type CircuitName, circuitNamed } from "./circuit-name.ts";

/**
 * The circuit that a page's address names: by its id in the path, or as the API does, by its node type there and its
 * caller in the query.
 */
export function circuitAt(segment: string, query: Pick<URLSearchParams, "get">): CircuitName {
  const name = circuitNamed(unescaped(segment));
  const [workspace, credential] = [query.get("workspace") || null, query.get("credential") || null];
  if (name.scope !== null || (workspace === null && credential === null)) return name;
  const place = (workspace ?? "").replaceAll(":", "%3A");
  const circuit = credential === null ? `${name.node_type}@${place}` : `${name.node_type}@${place}:${credential}`;
  return { circuit, node_type: name.node_type, scope: { workspace, credential } };
}

/** Routers hand a segment on as it was written. What has an `@` is unescaped already: its `%` is the id's own. */
function unescaped(segment: string): string {
  try {
    return segment.includes("@") ? segment : decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
