"use client";

import { type RefCallback, useCallback, useEffect, useState } from "react";

/** Somebody who has not stirred for this long is not about to hit anything. */
const HOLD_MS = 20_000;

export interface Hold {
  readonly held: boolean;
  /** Within which nothing moves. */
  readonly region: RefCallback<HTMLElement>;
  /** Ends it, and brings the beginning of the region into view. */
  readonly release: () => void;
}

/** Whether somebody is about to hit something: a pointer or the focus is in `region`, or `busy`. */
export function useHold(busy: boolean): Hold {
  const [held, setHeld] = useState(false);
  const [region, setRegion] = useState<HTMLElement | null>(null);

  useEffect(() => {
    if (busy) setHeld(true);
  }, [busy]);

  useEffect(() => {
    if (region === null || busy) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const release = () => {
      clearTimeout(timer);
      setHeld(false);
    };
    const stir = (event?: Event) => {
      // The focus that a release puts here is nobody's aim.
      if (event?.target === region) return;
      setHeld(true);
      clearTimeout(timer);
      timer = setTimeout(release, HOLD_MS);
    };
    const leave = (event: PointerEvent) => event.pointerType === "mouse" && release();
    region.addEventListener("pointermove", stir, { passive: true });
    region.addEventListener("pointerdown", stir, { passive: true });
    region.addEventListener("focusin", stir);
    region.addEventListener("pointerleave", leave);
    // A dialog that has just closed gave the focus back to a button in here.
    if (region.contains(document.activeElement)) stir();
    else release();
    return () => {
      clearTimeout(timer);
      region.removeEventListener("pointermove", stir);
      region.removeEventListener("pointerdown", stir);
      region.removeEventListener("focusin", stir);
      region.removeEventListener("pointerleave", leave);
    };
  }, [region, busy]);

  const ref = useCallback((element: HTMLElement | null) => setRegion(element), []);
  const release = () => {
    setHeld(false);
    // What was pressed is about to go, and the focus with it.
    region?.focus({ preventScroll: true });
    region?.scrollIntoView({ block: "start" });
  };
  return { held, region: ref, release };
}

/** A value as it was when the hold began; null while nothing is held. */
export function useKept<T>(held: boolean, value: T): T | null {
  const [kept, setKept] = useState<{ readonly value: T } | null>(null);
  if (held && kept === null) setKept({ value });
  if (!held && kept !== null) setKept(null);
  return held ? (kept?.value ?? value) : null;
}
