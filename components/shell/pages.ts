export interface ConsolePage {
  readonly path: string;
  readonly name: string;
  /** The key that leads here, after a `g`. */
  readonly key: string;
}

/** The console's pages, in the order of the navigation. */
export const pages: readonly ConsolePage[] = [
  { path: "/", name: "Overview", key: "o" },
  { path: "/incidents", name: "Incidents", key: "i" },
  { path: "/events", name: "Events", key: "e" },
  { path: "/audit", name: "Audit", key: "a" },
  { path: "/dependencies", name: "Dependencies", key: "d" },
  { path: "/instances", name: "Instances", key: "n" },
  { path: "/settings", name: "Settings", key: "s" },
];

/** The page that a path belongs to. */
export function pageOf(path: string): ConsolePage | null {
  return pages.find((page) => (page.path === "/" ? path === "/" : isWithin(path, page.path))) ?? null;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
