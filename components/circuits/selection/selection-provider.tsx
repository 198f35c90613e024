"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { NONE, type Selection, withCircuits } from "./selection.ts";

export interface Selecting {
  readonly selection: Selection;
  readonly select: (circuits: readonly string[], selected: boolean) => void;
  /** All that match, on the page and beyond. */
  readonly selectAll: () => void;
  readonly replace: (circuits: readonly string[]) => void;
}

const Context = createContext<Selecting | null>(null);

/** Null where nothing can be selected: for viewers, and outside of a `SelectionProvider`. */
export function useSelection(): Selecting | null {
  return useContext(Context);
}

/**
 * Keeps which circuits an admin has selected for as long as the same ones are asked for.
 * @param of what the circuits are asked for by; under another one nothing is selected
 */
export function SelectionProvider({ of, children }: { of: string; children: ReactNode }) {
  const isAdmin = useIsAdmin();
  const [kept, setKept] = useState({ of, selection: NONE });
  const selection = kept.of === of ? kept.selection : NONE;
  const selecting = useMemo(
    () => ({
      selection,
      select: (circuits: readonly string[], selected: boolean) =>
        setKept({ of, selection: withCircuits(selection, circuits, selected) }),
      selectAll: () => setKept({ of, selection: { ...NONE, all: true } }),
      replace: (circuits: readonly string[]) => setKept({ of, selection: withCircuits(NONE, circuits, true) }),
    }),
    [of, selection],
  );
  return <Context value={isAdmin ? selecting : null}>{children}</Context>;
}
