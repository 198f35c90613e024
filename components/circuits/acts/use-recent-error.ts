"use client";

import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useSecondsSince } from "../anchor.tsx";

/** Seconds. An error younger than this says that the cause is probably still there. */
const RECENT_SECONDS = 60;

export function useHasRecentError({ seconds_since_last_error }: CircuitView): boolean {
  return useSecondsSince(seconds_since_last_error ?? Number.POSITIVE_INFINITY, (age) => age < RECENT_SECONDS);
}
