"use client";

import { useEffect, useState } from "react";

/**
 * Keeps the screen awake for as long as the page is looked at. A browser lets it sleep again whenever the page is
 * hidden, so it is asked each time it comes back.
 * @returns false once it is known that the browser does not do it
 */
export function useWakeLock(): boolean {
  const [works, setWorks] = useState(true);
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let left = false;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      try {
        // Outside of https and localhost there is none.
        const given = await navigator.wakeLock.request("screen");
        if (left) return given.release();
        lock = given;
        setWorks(true);
      } catch {
        setWorks(false);
      }
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
  return works;
}
