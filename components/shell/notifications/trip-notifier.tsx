"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { PAGE, searchOf } from "@/lib/client/circuit-filter.ts";
import { ACTIVITY_INTERVAL_MS, polling, statusQuery } from "@/lib/client/queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { usePause } from "../pause.tsx";
import { useCircuitFilter } from "../use-circuit-filter.ts";
import { useNotifications } from "./preference.ts";
import { tripNotice, tripsBetween } from "./trips.ts";

/** Trips so close to each other are told together, in the place of what was told before. */
const TOGETHER_MS = 30_000;

/** Tells of trips outside of the page, where the reader has chosen it, unless they are looking at the page. */
export function TripNotifier() {
  const enabled = useNotifications();
  const circuits = useAllTroubled(enabled);
  const seen = useRef<readonly CircuitView[] | null>(null);
  const told = useRef<{ circuits: readonly string[]; at: number }>({ circuits: [], at: 0 });
  const router = useRouter();
  const show = useEffectEvent((names: readonly string[]) => notify(names, () => router.push("/?state=open")));

  useEffect(() => {
    const trips = circuits === null ? [] : tripsBetween(seen.current, circuits);
    seen.current = circuits;
    if (trips.length === 0 || document.hasFocus()) return;
    const now = performance.now();
    const before = now - told.current.at < TOGETHER_MS ? told.current.circuits : [];
    told.current = { circuits: [...new Set([...trips, ...before])], at: now };
    show(told.current.circuits);
  }, [circuits]);
  return null;
}

/** Whatever the overview is filtered by: a trip elsewhere is one too. Null while it is not known, or not wanted. */
function useAllTroubled(enabled: boolean): readonly CircuitView[] | null {
  const isAskedForAnyway = searchOf(useCircuitFilter()) === "";
  const { pausedAt } = usePause();
  const { data } = useQuery({
    ...statusQuery({ limit: PAGE }),
    // Unfiltered, the page polls the very same already.
    ...polling(!isAskedForAnyway && pausedAt === null ? ACTIVITY_INTERVAL_MS : null),
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: false,
    enabled,
  });
  return enabled ? (data?.reply.circuits ?? null) : null;
}

function notify(circuits: readonly string[], onClick: () => void): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  const { title, body } = tripNotice(circuits);
  // One tag, so that a later one takes the earlier one's place, in whichever tab it was made.
  const notification = new Notification(title, { body, tag: "breaker-panel-trips" });
  notification.onclick = () => {
    window.focus();
    onClick();
    notification.close();
  };
}
