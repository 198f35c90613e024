/** Here one is added, so a dependency that is named `new` needs another place. */
export const NEW_DEPENDENCY_PATH = "/dependencies/new";

/** Where a dependency's page is. No name begins with a tilde. */
export function dependencyPath(type: string): string {
  return `/dependencies/${type === "new" ? "~new" : type}`;
}

/** The dependency that a path's last segment names. */
export function dependencyOf(segment: string): string {
  return segment.replace(/^(~|%7E)/i, "");
}
