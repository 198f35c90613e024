export interface ConsolePage {
  readonly path: string;
  readonly name: string;
  readonly adminsOnly: boolean;
}

/** The console's pages, in the order of the navigation. */
export const pages: readonly ConsolePage[] = [
  { path: "/", name: "Overview", adminsOnly: false },
  { path: "/events", name: "Events", adminsOnly: false },
  { path: "/dependencies", name: "Dependencies", adminsOnly: false },
  { path: "/settings", name: "Settings", adminsOnly: true },
];

/** The page that a path belongs to. */
export function pageOf(path: string): ConsolePage | null {
  return pages.find((page) => (page.path === "/" ? path === "/" : isWithin(path, page.path))) ?? null;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
