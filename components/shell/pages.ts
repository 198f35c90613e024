export interface ConsolePage {
  readonly path: string;
  readonly name: string;
}

/** The console's pages, in the order of the navigation. */
export const pages: readonly ConsolePage[] = [
  { path: "/", name: "Overview" },
  { path: "/incidents", name: "Incidents" },
  { path: "/events", name: "Events" },
  { path: "/audit", name: "Audit" },
  { path: "/dependencies", name: "Dependencies" },
  { path: "/instances", name: "Instances" },
  { path: "/settings", name: "Settings" },
];

/** The page that a path belongs to. */
export function pageOf(path: string): ConsolePage | null {
  return pages.find((page) => (page.path === "/" ? path === "/" : isWithin(path, page.path))) ?? null;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
