"use client";

import { useFreshness } from "@/components/shell/freshness.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { CircuitDetail } from "@/lib/contracts/circuit.ts";
import { useLastOpener } from "./openers.tsx";
import { sightingsShown } from "./sightings.ts";

/**
 * Where instances share the store: which of them see the circuit fail. Which one opened it, the card says while it is
 * open; of a half-open one it is said here.
 */
export function WhoSees({ circuit }: { circuit: CircuitDetail }) {
  const { stale } = useFreshness();
  const opener = useLastOpener(circuit.circuit);
  const shown = circuit.instances && sightingsShown(circuit.instances);
  const opened = circuit.state === "half_open" && opener !== null ? `Opened by ${opener}` : null;
  const title = shown?.sentence ?? opened;
  if (title === null) return null;
  return (
    <Notice
      tone={stale ? "stale" : shown?.isOneInstance ? "warn" : "neutral"}
      icon={shown?.isOneInstance ? "warning" : "monitor"}
      title={title}
      className="mt-3 [overflow-wrap:anywhere]"
    >
      {shown?.meaning && <p>{capitalised(shown.meaning)}.</p>}
      {shown && opened && <p className="text-muted">{opened}.</p>}
    </Notice>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
