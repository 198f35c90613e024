"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { StatusRegion } from "@/components/ui/status-region.tsx";
import { pageIsAlive } from "@/lib/client/page-arrival.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { FreshnessProvider } from "./freshness.tsx";
import { PauseProvider } from "./pause.tsx";
import { type Viewer, ViewerProvider } from "./viewer.tsx";

/** What every page of the console can rely on. */
export function ConsoleProviders({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  useEffect(pageIsAlive, []);
  return (
    <QueryClientProvider client={client}>
      <ViewerProvider viewer={viewer}>
        <StatusRegion>
          <PauseProvider>
            <FreshnessProvider>{children}</FreshnessProvider>
          </PauseProvider>
        </StatusRegion>
      </ViewerProvider>
    </QueryClientProvider>
  );
}
