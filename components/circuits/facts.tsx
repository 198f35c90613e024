import { count, milliseconds, percent } from "@/lib/client/format.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { FailurePips } from "./failure-pips.tsx";

interface FactsProps {
  circuit: Pick<CircuitView, "state" | "consecutive_failures" | "threshold">;
  /** Absent until it has been loaded. */
  activity: CircuitActivity | undefined;
}

/** The figures that matter in this state: what an outage costs, or how a healthy dependency does. */
export function Facts({ circuit, activity }: FactsProps) {
  return (
    <ul className="flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 whitespace-nowrap text-[0.8125rem] text-muted">
      <li>
        <FailurePips failures={circuit.consecutive_failures} threshold={circuit.threshold} />
      </li>
      {activity && (circuit.state === "closed" ? <Health activity={activity} /> : <Cost activity={activity} />)}
    </ul>
  );
}

function Health({ activity }: { activity: CircuitActivity }) {
  const { calls_per_minute, success_rate, p95_ms } = activity;
  return (
    <>
      <Fact value={count(calls_per_minute)} unit="/ min" />
      {success_rate !== null && <Fact value={percent(success_rate)} unit="success" />}
      {p95_ms !== null && <Fact lead="p95" value={milliseconds(p95_ms)} />}
    </>
  );
}

function Cost({ activity }: { activity: CircuitActivity }) {
  const { calls_avoided, trips_today } = activity;
  return (
    <>
      <Fact value={count(calls_avoided)} unit={calls_avoided === 1 ? "call avoided" : "calls avoided"} />
      {trips_today > 0 && <Fact value={count(trips_today)} unit={trips_today === 1 ? "trip today" : "trips today"} />}
    </>
  );
}

function Fact({ lead, value, unit }: { lead?: string; value: string; unit?: string }) {
  return (
    <li>
      {lead} <b className="font-medium text-ink">{value}</b> {unit}
    </li>
  );
}
