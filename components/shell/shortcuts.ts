"use client";

import { useSyncExternalStore } from "react";

/** Single keys are in the way of speech input and of shaky hands, so they can be turned off. Kept in this browser. */
const KEY = "shortcuts";
const OFF = "off";
const listeners = new Set<() => void>();

function areOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== OFF;
  } catch {
    // A browser may forbid it.
    return true;
  }
}

export function setShortcuts(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, OFF);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function useShortcuts(): boolean {
  return useSyncExternalStore(subscribe, areOn, () => true);
}
