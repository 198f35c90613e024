"use client";

import { type RefObject, useEffect, useState } from "react";

/** By half a screen: what is about to come into sight is made fresh before it does. */
const NEARLY = { rootMargin: "50%" };

/** Whether an element is in sight, or nearly: what nobody sees need not be asked for. True until it is known. */
export function useInSight(element: RefObject<Element | null>): boolean {
  const [inSight, setInSight] = useState(true);
  useEffect(() => {
    if (element.current === null) return;
    // Of several crossings at once the last one holds.
    const observer = new IntersectionObserver((crossings) => {
      setInSight(crossings.at(-1)?.isIntersecting ?? true);
    }, NEARLY);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return inSight;
}
