"use client";

import { useEffect, useState } from "react";

/**
 * Counts up every so many milliseconds, while `running`. With another `start` it begins at zero: what is new there is
 * to be seen at once.
 */
export function useTurns(milliseconds: number, running: boolean, start: string): number {
  const [turn, setTurn] = useState({ start, count: 0 });
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(
      () => setTurn((last) => ({ start, count: last.start === start ? last.count + 1 : 1 })),
      milliseconds,
    );
    return () => clearInterval(timer);
  }, [milliseconds, running, start]);
  return turn.start === start ? turn.count : 0;
}
