"use client";

import { useQuery } from "@tanstack/react-query";
import { statusQuery } from "@/lib/client/queries.ts";
import { useCircuitFilter } from "./use-circuit-filter.ts";

/** The circuits that the page is about. `FreshnessProvider` does the polling. */
export function useStatus() {
  return useQuery({ ...statusQuery(useCircuitFilter()), refetchOnWindowFocus: false });
}
