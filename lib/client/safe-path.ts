const ELSEWHERE = "http://panel.invalid";

/** Where to go after signing in: a path of this panel, whatever a link says. */
export function safePath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith("/")) return "/";
  const url = URL.parse(wanted, ELSEWHERE);
  // A browser reads `//host` and `/\host` as another host; so does the URL parser, and tells.
  if (url === null || url.origin !== ELSEWHERE || url.pathname === "/login") return "/";
  return url.pathname + url.search + url.hash;
}
