"use client";

import { usePathname } from "next/navigation";
import { useFreshness } from "../freshness.tsx";
import { pageOf } from "../pages.ts";
import { useStatus } from "../use-status.ts";

/** The tab's title: how many circuits are open, for whoever looks at another tab. A question mark where nobody knows. */
export function PageTitle() {
  const { stale } = useFreshness();
  const { data } = useStatus();
  const open = data?.reply.summary.open ?? 0;
  const mark = stale ? "(?) " : open > 0 ? `(${open}) ` : "";
  const name = nameOf(usePathname());
  return <title>{`${mark}${name === null ? "" : `${name} · `}Breaker Panel`}</title>;
}

function nameOf(path: string): string | null {
  const [, circuit] = /^\/circuits\/([^/]+)$/.exec(path) ?? [];
  if (circuit !== undefined) return decodeURIComponent(circuit);
  if (path === "/wall") return "Wall";
  const page = pageOf(path);
  return page === null || page.path === "/" ? null : page.name;
}
