"use client";

import { type RefCallback, useCallback, useState } from "react";

/** An element's width over its height. `initial` is taken until it is measured. */
export function useAspect(initial: number): [number, RefCallback<HTMLElement>] {
  const [aspect, setAspect] = useState(initial);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0) setAspect(clientWidth / clientHeight);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [aspect, ref];
}
