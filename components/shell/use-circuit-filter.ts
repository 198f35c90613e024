"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type CircuitFilter, filterFrom, type Matching, PAGE } from "@/lib/client/circuit-filter.ts";
import { layoutFrom, type OverviewLayout, overviewSearchOf } from "@/lib/client/overview-layout.ts";
import { wallFilterFrom } from "@/lib/client/wall-view.ts";

/** The filter of the overview, or of the wall; elsewhere what the overview begins with, so that both ask the server the same. */
export function useCircuitFilter(): CircuitFilter {
  const path = usePathname();
  const query = useSearchParams();
  return useMemo(() => {
    if (path === "/wall") return wallFilterFrom(query);
    return path === "/" ? filterFrom(query) : { limit: PAGE };
  }, [path, query]);
}

/** How the overview lays out what it shows. */
export function useOverviewLayout(): OverviewLayout {
  const query = useSearchParams();
  return useMemo(() => layoutFrom(query), [query]);
}

/** Puts the filter into the URL, and leaves the layout. */
export function showFilter(filter: Matching): void {
  showOverview(overviewSearchOf(filter, layoutFrom(currentQuery())));
}

/** Puts the layout into the URL, and leaves the filter. */
export function showLayout(layout: OverviewLayout): void {
  showOverview(overviewSearchOf(filterFrom(currentQuery()), layout));
}

/** Puts both into the URL without asking the server for the page again. */
export function showOverview(search: string): void {
  window.history.replaceState(null, "", `/${search}`);
}

function currentQuery(): URLSearchParams {
  return new URLSearchParams(window.location.search);
}
