"use client";

import { type RefCallback, useCallback, useEffect, useEffectEvent, useState } from "react";
import { type Arrangement, keepPlaces } from "./arrange.ts";

/** Somebody who has not stirred for this long is not about to hit anything. */
const HOLD_MS = 20_000;

interface HeldPlaces {
  readonly places: Arrangement;
  readonly held: boolean;
  /** Within which nothing moves. */
  readonly region: RefCallback<HTMLElement>;
  /** Puts all in their natural places at once, the first of them into view. */
  readonly release: () => void;
}

/**
 * The arrangement, held still while a pointer or the focus is in `region`, or while `busy`: nothing is to move away
 * under a finger.
 * @param isWhole whether there is nothing beyond it
 */
export function useHeldPlaces(natural: Arrangement, isWhole: boolean, busy: boolean): HeldPlaces {
  const [held, setHeld] = useState<Arrangement | null>(null);
  const [region, setRegion] = useState<HTMLElement | null>(null);
  const hold = useEffectEvent(() => setHeld((already) => already ?? natural));

  useEffect(() => {
    if (busy) hold();
  }, [busy]);

  useEffect(() => {
    if (region === null || busy) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const release = () => {
      clearTimeout(timer);
      setHeld(null);
    };
    const stir = () => {
      hold();
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
    setHeld(null);
    // What was pressed is about to go, and the focus with it.
    region?.focus({ preventScroll: true });
    region?.scrollIntoView({ block: "start" });
  };
  return {
    places: held === null ? natural : keepPlaces(held, natural, isWhole),
    held: held !== null,
    region: ref,
    release,
  };
}
