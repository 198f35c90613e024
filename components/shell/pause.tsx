"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

interface Pause {
  /** `performance.now()` at which the reader stopped the updates; null while they go on. */
  readonly pausedAt: number | null;
  readonly toggle: () => void;
}

const Context = createContext<Pause>({ pausedAt: null, toggle: () => {} });

export function PauseProvider({ children }: { children: ReactNode }) {
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const pause = useMemo(
    () => ({ pausedAt, toggle: () => setPausedAt((at) => (at === null ? performance.now() : null)) }),
    [pausedAt],
  );
  return <Context value={pause}>{children}</Context>;
}

export function usePause(): Pause {
  return useContext(Context);
}
