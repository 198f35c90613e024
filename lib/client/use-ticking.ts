"use client";

import { useSyncExternalStore } from "react";
import { subscribeToTicks } from "./ticker.ts";

type Shown = string | number | boolean | null;

/**
 * A value that time changes, computed again at every tick. A component renders only when the value does, so give it
 * what is shown (`"2:46"`), not a clock. `initial` is what the server renders: it has no clock of the reader's.
 */
export function useTicking<T extends Shown>(compute: () => T, initial: T): T {
  return useSyncExternalStore(subscribeToTicks, compute, () => initial);
}
