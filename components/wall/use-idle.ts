"use client";

import { useEffect, useState } from "react";

/** Whether neither pointer nor keyboard has stirred for so many milliseconds. */
export function useIdle(milliseconds: number): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stir = () => {
      clearTimeout(timer);
      setIdle(false);
      timer = setTimeout(() => setIdle(true), milliseconds);
    };
    stir();
    for (const kind of STIRS) window.addEventListener(kind, stir, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const kind of STIRS) window.removeEventListener(kind, stir);
    };
  }, [milliseconds]);
  return idle;
}

const STIRS = ["pointermove", "pointerdown", "keydown"] as const;
