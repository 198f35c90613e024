"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { elapsedSince } from "@/lib/client/countdown.ts";
import { type FreshnessStage, freshnessOf, isStale } from "@/lib/client/freshness.ts";
import { polling, STATUS_INTERVAL_MS, statusQuery } from "@/lib/client/queries.ts";
import { isSignedOut } from "@/lib/client/query-client.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";
import { usePause } from "./pause.tsx";
import { useCircuitFilter } from "./use-circuit-filter.ts";

interface Freshness {
  readonly stage: FreshnessStage;
  /** States are what was last known, and nothing can be acted upon. */
  readonly stale: boolean;
  /** `performance.now()` at which everything that counts time stands still; null while it runs. */
  readonly frozenAt: number | null;
}

const Context = createContext<Freshness>({ stage: "connecting", stale: false, frozenAt: null });

/** Polls the status, for all pages, and judges how far it can be believed. */
export function FreshnessProvider({ children }: { children: ReactNode }) {
  const { pausedAt } = usePause();
  const { data, error, errorUpdateCount } = useQuery({
    ...statusQuery(useCircuitFilter()),
    ...polling(pausedAt === null ? STATUS_INTERVAL_MS : null),
    // The tab's title tells of open circuits, above all to those who look at another tab.
    refetchIntervalInBackground: true,
  });
  const visibleSince = useVisibleSince();
  const confirmedAt = data?.confirmedAt ?? null;

  const stage = useTicking<FreshnessStage>(
    () =>
      freshnessOf(
        {
          confirmedAt,
          failures: Math.max(0, errorUpdateCount - (data?.failuresBefore ?? 0)),
          signedOut: isSignedOut(error),
          paused: pausedAt !== null,
          visibleSince,
        },
        STATUS_INTERVAL_MS,
        performance.now(),
      ),
    "connecting",
  );
  const stale = isStale(stage);
  const frozenAt = pausedAt ?? (stale ? confirmedAt : null);
  const freshness = useMemo(() => ({ stage, stale, frozenAt }), [stage, stale, frozenAt]);
  return <Context value={freshness}>{children}</Context>;
}

export function useFreshness(): Freshness {
  return useContext(Context);
}

/** Shows what is within as what was last known, at `since` (`performance.now()`), however fresh the page is. */
export function LastKnown({ since, children }: { since: number; children: ReactNode }) {
  const { stage } = useFreshness();
  const lastKnown = useMemo(() => ({ stage, stale: true, frozenAt: since }), [stage, since]);
  return <Context value={lastKnown}>{children}</Context>;
}

/** Seconds since `anchor` as the page may count them: not on while what it shows is not known any more. */
export function useElapsed<T extends string | number | boolean>(anchor: number, show: (seconds: number) => T): T {
  const { frozenAt } = useFreshness();
  return useTicking(() => show(elapsedSince(anchor, performance.now(), frozenAt)), show(0));
}

function useVisibleSince(): number {
  const [since, setSince] = useState(0);
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && setSince(performance.now());
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return since;
}
