"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};
const keyHere = () => (/mac|iphone|ipad/i.test(navigator.platform) ? "⌘ K" : "Ctrl K");

/** The palette's key as this reader's keyboard writes it. */
export function useJumpKey(): string {
  return useSyncExternalStore(never, keyHere, () => "Ctrl K");
}
