"use client";

import { ActsProvider } from "@/components/circuits/acts/acts.tsx";
import { PaletteDialog } from "./palette-dialog.tsx";

/** Stays once it is loaded: a reset that was begun here is watched after the palette has closed. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return <ActsProvider>{isOpen && <PaletteDialog onClose={onClose} />}</ActsProvider>;
}
