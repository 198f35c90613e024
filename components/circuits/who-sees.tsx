"use client";

import { useFreshness } from "@/components/shell/freshness.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { CircuitDetail } from "@/lib/contracts/circuit.ts";
import { useOpener } from "./openers.tsx";
import { sightingsShown } from "./sightings.ts";

/** Where instances share the store: which of them see the circuit fail, and which one opened it. */
export function WhoSees({ circuit }: { circuit: CircuitDetail }) {
  const { stale } = useFreshness();
  const opener = useOpener(circuit);
  const shown = circuit.instances && sightingsShown(circuit.instances);
  if (shown === null && opener === null) return null;
  return (
    <Notice
      tone={stale ? "stale" : shown?.isOneInstance ? "warn" : "neutral"}
      icon={shown?.isOneInstance ? "warning" : "monitor"}
      title={shown?.sentence ?? `Opened by ${opener}`}
      className="mt-3 [overflow-wrap:anywhere]"
    >
      {shown?.meaning && <p>{capitalised(shown.meaning)}.</p>}
      {shown && opener !== null && <p className="text-muted">Opened by {opener}.</p>}
    </Notice>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
