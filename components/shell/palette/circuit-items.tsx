"use client";

import { appearanceOf, spoken } from "@/components/circuits/appearance.ts";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { CircuitNameText } from "@/components/circuits/circuit-name.tsx";
import { tones } from "@/components/ui/badge.tsx";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useFreshness } from "../freshness.tsx";
import { PaletteItem } from "./palette-item.tsx";

/** The item's value, from which Tab knows which circuit it is on. */
export const circuitValue = (circuit: string) => `circuit ${circuit}`;

export function CircuitItem({ circuit, onSelect }: { circuit: CircuitView; onSelect: () => void }) {
  const { stale } = useFreshness();
  const appearance = appearanceOf(circuit, stale);
  return (
    <PaletteItem
      value={circuitValue(circuit.circuit)}
      onSelect={onSelect}
      className={tones[appearance.tone]}
      icon={<BreakerGlyph state={appearance.glyph} className="size-5 text-tone" />}
      aside={<span className="text-tone">{spoken(appearance)}</span>}
    >
      <CircuitNameText circuit={circuit} />
      {circuit.owner && <span className="ml-2 text-faint text-xs">{circuit.owner}</span>}
    </PaletteItem>
  );
}
