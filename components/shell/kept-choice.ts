"use client";

import { useSyncExternalStore } from "react";

/**
 * A choice of two that this browser keeps. Other tabs follow.
 * @param key where it is kept
 * @param usual what holds where nothing is kept: the server draws that
 */
export function keptChoice(key: string, usual: boolean): { use: () => boolean; set: (on: boolean) => void } {
  const listeners = new Set<() => void>();
  const other = usual ? "off" : "on";

  const read = () => {
    try {
      return (localStorage.getItem(key) === other) !== usual;
    } catch {
      // A browser may forbid it.
      return usual;
    }
  };
  const set = (on: boolean) => {
    try {
      if (on === usual) localStorage.removeItem(key);
      else localStorage.setItem(key, other);
    } catch {
      return;
    }
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    window.addEventListener("storage", listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener("storage", listener);
    };
  };
  return { use: () => useSyncExternalStore(subscribe, read, () => usual), set };
}
