"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type CircuitFilter, filterFrom, PAGE, searchOf } from "@/lib/client/circuit-filter.ts";
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

/** Puts the filter into the URL without asking the server for the page again. */
export function showFilter(filter: Partial<CircuitFilter>): void {
  window.history.replaceState(null, "", `/${searchOf(filter)}`);
}
