import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import type { IncidentView } from "@/lib/contracts/incident.ts";

/** Whether it goes on; where it does, whether any circuit is open still, or all are closed and watched. */
export function IncidentState({ incident, stale }: { incident: IncidentView; stale: boolean }) {
  const { word, tone, glyph } = looks(incident);
  return (
    <Badge tone={stale ? "stale" : tone} className="whitespace-nowrap">
      <BreakerGlyph state={glyph} className="size-4!" />
      {stale ? `last known: ${word}` : word}
    </Badge>
  );
}

function looks({ state, closed_at }: IncidentView) {
  if (state === "over") return { word: "over", tone: "neutral", glyph: "closed" } as const;
  if (closed_at === null) return { word: "ongoing", tone: "bad", glyph: "open" } as const;
  return { word: "closed, watched", tone: "warn", glyph: "closed" } as const;
}
