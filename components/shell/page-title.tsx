"use client";

import { usePathname } from "next/navigation";
import { useFreshness } from "./freshness.tsx";
import { pageOf } from "./pages.ts";
import { useStatus } from "./use-status.ts";

/** The tab's title: how many circuits are open, for whoever looks at another tab. A question mark where nobody knows. */
export function PageTitle() {
  const { stale } = useFreshness();
  const { data } = useStatus();
  const open = data?.reply.summary.open ?? 0;
  const mark = stale ? "(?) " : open > 0 ? `(${open}) ` : "";
  const page = pageOf(usePathname());
  const name = page === null || page.path === "/" ? "" : `${page.name} · `;
  return <title>{`${mark}${name}Breaker Panel`}</title>;
}
