"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { StatusRegion } from "@/components/ui/status-region.tsx";
import { pageIsAlive } from "@/lib/client/page-arrival.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { FreshnessProvider } from "./freshness.tsx";
import { PauseProvider } from "./pause.tsx";
import { SharedStoreProvider } from "./shared-store.tsx";
import { type Viewer, ViewerProvider } from "./viewer.tsx";

interface ConsoleProvidersProps {
  viewer: Viewer;
  /** Whether other processes may share the panel's store. */
  shared: boolean;
  children: ReactNode;
}

/** What every page of the console can rely on. */
export function ConsoleProviders({ viewer, shared, children }: ConsoleProvidersProps) {
  const [client] = useState(makeQueryClient);
  useEffect(pageIsAlive, []);
  return (
    <QueryClientProvider client={client}>
      <ViewerProvider viewer={viewer}>
        <StatusRegion>
          <PauseProvider>
            <FreshnessProvider>
              <SharedStoreProvider shared={shared}>{children}</SharedStoreProvider>
            </FreshnessProvider>
          </PauseProvider>
        </StatusRegion>
      </ViewerProvider>
    </QueryClientProvider>
  );
}
