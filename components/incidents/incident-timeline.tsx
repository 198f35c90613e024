import { Key } from "@/components/charts/plot.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import type { IncidentView } from "@/lib/contracts/incident.ts";
import { AxisEnds } from "./axis-ends.tsx";
import { CircuitLines } from "./circuit-lines.tsx";
import { periodOf } from "./period.ts";

/** When each circuit was open and half-open, one below the other on one axis. */
export function IncidentTimeline({ incident, now, stale }: { incident: IncidentView; now: number; stale: boolean }) {
  const period = periodOf(incident, now);
  return (
    <Card className={stale ? "hatched" : undefined}>
      <CardHeader
        title="Timeline"
        actions={
          <span className="flex flex-wrap gap-x-3 text-muted text-xs">
            <Key className="text-bad-mark">open</Key>
            <Key className="text-warn-mark">half-open</Key>
            <Key className="text-strip" line>
              closed
            </Key>
          </span>
        }
      />
      <div className="px-5 py-4">
        <CircuitLines circuits={incident.circuits} period={period} stale={stale} linked />
        <AxisEnds incident={incident} />
      </div>
    </Card>
  );
}
